/**
 * Loaded into a replica with `--require`. Sets its clock wrong by
 * CHAOS_CLOCK_MS, and has its SQLite databases run full, or something fail just
 * after a COMMIT to PostgreSQL, when the harness says so.
 */
const Module = require('node:module');

const offset = Number(process.env.CHAOS_CLOCK_MS ?? 0);
if (offset) {
  const RealDate = Date;
  const now = () => RealDate.now() + offset;
  globalThis.Date = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length > 0 ? args : [now()], newTarget),
    get: (target, key, receiver) =>
      key === 'now' ? now : Reflect.get(target, key, receiver),
  });
}

/** Has what a package exports changed when it is loaded. */
function onLoad(name, change) {
  const load = Module._load;
  let changed;
  Module._load = function loadChanged(request, ...rest) {
    const loaded = load.call(this, request, ...rest);
    if (request !== name) return loaded;
    changed ??= change(loaded) ?? loaded;
    return changed;
  };
}

// Not in a process that it starts itself
if (process.channel) onLoad('pg', require('./strike.cjs').hook);

if (process.env.CHAOS_SQLITE) {
  const databases = new Set();
  let isFull = false;
  const limit = database => {
    // A page more than there are would be room for small rows
    const pages = isFull
      ? database.pragma('page_count', { simple: true })
      : 2 ** 30;
    database.pragma(`max_page_count = ${pages}`);
  };
  onLoad(
    'better-sqlite3',
    Database =>
      class Limited extends Database {
        constructor(...args) {
          super(...args);
          databases.add(this);
          limit(this);
        }
      },
  );
  process.on('message', ({ sqliteFull }) => {
    if (sqliteFull === undefined) return;
    isFull = sqliteFull;
    for (const database of databases) {
      if (database.open) limit(database);
      else databases.delete(database);
    }
    process.send({ sqliteFull });
  });
}
