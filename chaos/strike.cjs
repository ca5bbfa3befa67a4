/**
 * Has something go wrong just after the next COMMIT of a certain transaction,
 * between what is stored and the answer that says so. Of the entries of the audit
 * log, which each write has, it reads whose transaction it is.
 */

/** Connections that are open. */
const clients = new Set();
/** What waits for its COMMIT. */
const aims = [];
let awayUntil = 0;

const now = Date.now.bind(Date);

/** What PostgreSQL's driver says when nobody is there. */
function gone() {
  return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
}

function strike({ id, how, forMs }, client, answer) {
  if (how === 'kill') {
    process.kill(process.pid, 'SIGKILL');
    return;
  }
  process.send({ struck: id });
  if (how === 'cut') {
    // It is stored, and nobody was told
    client.connection.stream.destroy();
    answer(gone());
    return;
  }
  answer();
  awayUntil = now() + forMs;
  for (const one of clients) one.connection.stream.destroy();
}

/** Takes the aim at the transaction of these statements from the list. */
function takeAim(audited = []) {
  const index = aims.findIndex(({ actor, action }) =>
    audited.some(
      values =>
        values.some(one => String(one).startsWith(actor)) &&
        (!action || values.includes(action)),
    ),
  );
  return index < 0 ? undefined : aims.splice(index, 1)[0];
}

function hook({ Client }) {
  const { query, connect } = Client.prototype;
  const audited = new WeakMap();

  Client.prototype.connect = function connectUnlessAway(...callback) {
    if (callback.length === 0 && now() < awayUntil) {
      return Promise.reject(gone());
    }
    clients.add(this);
    this.once('end', () => clients.delete(this));
    return connect.apply(this, callback);
  };

  Client.prototype.query = function queryAimedAt(config, ...rest) {
    const [callback] = rest;
    const text = config?.text;
    if (typeof text !== 'string' || typeof callback !== 'function') {
      return query.call(this, config, ...rest);
    }
    if (text === 'BEGIN;') audited.delete(this);
    if (text.startsWith('insert into "audit_log"')) {
      audited.set(this, [...(audited.get(this) ?? []), config.values]);
    }
    const aim = text === 'COMMIT;' && takeAim(audited.get(this));
    if (!aim) return query.call(this, config, callback);
    return query.call(this, config, (error, result) => {
      if (error) callback(error);
      else strike(aim, this, failure => callback(failure, result));
    });
  };
}

process.on('message', ({ aim, disarm }) => {
  if (aim && !aims.some(({ id }) => id === aim.id)) aims.push(aim);
  if (disarm) aims.length = 0;
});
// A process without work is to end
process.channel.unref();

module.exports = { hook };
