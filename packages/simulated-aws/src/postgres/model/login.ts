import { type Frame, startUpParameters, textsIn } from './frames.ts';
import { passwordWanted } from './messages.ts';
import type { ModelServer } from './model-server.ts';
import { notModelled, SqlError } from './sql-error.ts';

/** Every server has it: postgresql.org/docs/18/manage-ag-templatedbs.html. */
const maintenanceDatabase = 'postgres';

/** Parameters that change nothing of what the model answers. */
const harmless: ReadonlySet<string> = new Set([
  'user',
  'database',
  'client_encoding',
  'application_name',
  'fallback_application_name',
  'statement_timeout',
  'lock_timeout',
  'idle_in_transaction_session_timeout',
  /** Settings of how values are written; the model writes each in one way. */
  'options',
]);

type User = ModelServer['users'][number];

/** Bytes to send, and the user once it is known that it is theirs. */
export type LoginStep = Readonly<{ reply?: Buffer; user?: User }>;

/**
 * First the start-up message, then the password, in clear text: SCRAM computes outside the event loop's turns, where a virtual
 * clock would not wait for it. Throws SqlError, which ends the session.
 */
export function createLogin(server: Pick<ModelServer, 'users' | 'database'>) {
  let name: string | undefined;

  const begin = (body: Buffer): LoginStep => {
    const parameters = parametersIn(body);
    name = parameters.get('user') ?? '';
    const wanted = parameters.get('database') ?? name;
    if (wanted !== server.database && wanted !== maintenanceDatabase)
      throw new SqlError('3D000', `database "${wanted}" does not exist`);
    return { reply: passwordWanted };
  };

  const check = ({ kind, body }: Frame): LoginStep => {
    if (kind !== 'p') throw new SqlError('08P01', `expected password response, got message type "${kind}"`);
    const password = textsIn(body)[0];
    const user = server.users.find((known) => known.name === name && known.password === password);
    if (user === undefined) throw new SqlError('28P01', `password authentication failed for user "${name}"`);
    return { user };
  };

  return (frame: Frame): LoginStep => (name === undefined ? begin(frame.body) : check(frame));
}

function parametersIn(body: Buffer): ReadonlyMap<string, string> {
  const parameters = startUpParameters(body);
  if (parameters === undefined) throw notModelled('another protocol than 3.0, or a request to cancel');
  const strange = [...parameters.keys()].find((name) => !harmless.has(name));
  if (strange !== undefined) throw notModelled(`the connection parameter ${strange}`);
  return parameters;
}
