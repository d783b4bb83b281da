import type { Duplex } from 'node:stream';
import { afterTlsRequest } from '../tls-request.ts';
import { createFrameReader, type Frame } from './frames.ts';
import { createLogin } from './login.ts';
import { errorResponse, greeting } from './messages.ts';
import { type ModelServer, masterOf, setPassword } from './model-server.ts';
import { createQueries } from './queries.ts';
import type { Replication } from './replication.ts';
import type { Scope } from './scope.ts';
import { BackendCrash, SqlError } from './sql-error.ts';

/** Sends its last words and ends. */
export function endSession(stream: Duplex, error: SqlError): void {
  stream.end(errorResponse(error, 'FATAL'));
}

export type SessionSettings = Readonly<{ stream: Duplex; server: ModelServer; replication: Replication }>;

/** One client's session from its first byte to its last. */
export function openSession(settings: SessionSettings): void {
  const { stream, server } = settings;
  server.sessions.add(stream);
  stream.once('close', () => server.sessions.delete(stream));
  stream.once('end', () => stream.end());
  afterTlsRequest(stream, () => {
    const read = createFrameReader(handle(settings));
    stream.on('data', (chunk: Buffer) => {
      try {
        read(chunk);
      } catch (error) {
        if (error instanceof BackendCrash) restart(server);
        else endSession(stream, error instanceof SqlError ? error : new SqlError('XX000', String(error)));
      }
    });
  });
}

function handle(settings: SessionSettings) {
  const { stream, server } = settings;
  const login = createLogin(server);
  let answer: ((frame: Frame) => Buffer) | undefined;

  const logIn = (frame: Frame): void => {
    const { reply, user } = login(frame);
    if (reply !== undefined) stream.write(reply);
    if (user === undefined) return;
    answer = createQueries(scopeOf(settings, user), server);
    stream.write(greeting(server.source !== undefined));
  };

  return (frame: Frame): void => {
    if (!stream.writable) return;
    if (answer === undefined) logIn(frame);
    else if (frame.kind === 'X') stream.end();
    else stream.write(answer(frame));
  };
}

const scopeOf = (
  { server, replication }: SessionSettings,
  { name, readOnly }: ModelServer['users'][number],
): Scope => ({
  get isInRecovery() {
    return server.source !== undefined;
  },
  get replayedAt() {
    return replication.replayedAt(server);
  },
  get heardAt() {
    return replication.heardAt(server);
  },
  isReadOnlyUser: readOnly,
  isMaster: masterOf(server)?.name === name,
  get users() {
    return server.users;
  },
  contents: () => server.contents.tables,
  setPassword: (user, password) => setPassword(server, user, password),
  takeTransactionId: () => {
    server.lastTransactionId += 1;
    return server.lastTransactionId;
  },
  starts: () => server.starts,
  status: 'I',
  isReadOnly: readOnly,
});

/** One process has crashed, and all sessions end with it. */
function restart(server: ModelServer): void {
  server.starts += 1;
  for (const stream of server.sessions) stream.destroy();
}
