import { type Frame, textsIn } from './frames.ts';
import { bindComplete, closeComplete, noData, parseComplete, resultMessages, rowDescription } from './messages.ts';
import type { Result } from './result.ts';
import { notModelled } from './sql-error.ts';

const nothing = Buffer.alloc(0);

type Attempt = (work: () => Buffer) => Readonly<{ reply: Buffer; isGood: boolean }>;

/**
 * The extended protocol as node-postgres speaks it: Parse, Bind, Describe of the portal, Execute, Sync. A statement runs when
 * it is bound, since its columns must be known when they are described. Values of parameters are not looked at; portals
 * besides the unnamed one are not modelled.
 */
export function createExtendedQuery(run: (sql: string) => Result, sync: () => Buffer) {
  const statements = new Map<string, string>();
  let result: Result | undefined;
  let isSkipping = false;

  const parse = (body: Buffer): Buffer => {
    const [name = '', sql = ''] = textsIn(body);
    statements.set(name, sql);
    return parseComplete;
  };

  const bind = (body: Buffer): Buffer => {
    const [portal = '', name = ''] = textsIn(body);
    if (portal !== '') throw notModelled('a named portal');
    result = run(statements.get(name) ?? '');
    return bindComplete;
  };

  const describe = (body: Buffer): Buffer => {
    if (body.toString('latin1', 0, 1) === 'S') throw notModelled('the description of a prepared statement');
    return result === undefined || result.columns.length === 0 ? noData : rowDescription(result.columns);
  };

  const answer = ({ kind, body }: Frame): Buffer => {
    if (kind === 'P') return parse(body);
    if (kind === 'B') return bind(body);
    if (kind === 'D') return describe(body);
    if (kind === 'E' && result !== undefined) return resultMessages(result, { isDescribed: true });
    if (kind === 'C') return closeComplete;
    if (kind === 'H') return nothing;
    throw notModelled(`the message ${kind} of the protocol`);
  };

  /** After an error everything is skipped until the client wants to be in step again. */
  return (frame: Frame, attempt: Attempt): Buffer => {
    if (frame.kind === 'S') {
      isSkipping = false;
      return sync();
    }
    if (isSkipping) return nothing;
    const { reply, isGood } = attempt(() => answer(frame));
    isSkipping = !isGood;
    return reply;
  };
}
