/**
 * Loaded into a replica with `--require`. Sets its clock wrong by
 * CHAOS_CLOCK_MS, and has its SQLite databases run full when the harness says so.
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
  const load = Module._load;
  let Limited;
  Module._load = function loadLimited(request, ...rest) {
    const loaded = load.call(this, request, ...rest);
    if (request !== 'better-sqlite3') return loaded;
    Limited ??= class extends loaded {
      constructor(...args) {
        super(...args);
        databases.add(this);
        limit(this);
      }
    };
    return Limited;
  };
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
