import { AwsFault } from '../call.ts';
import type { Random } from '../random.ts';
import type { StateFailure } from './failure.ts';
import type { Document } from './json.ts';

const tokenDigits = 256;

/** What a task hears from whoever holds its token. */
type TokenListener = Readonly<{
  succeed: (output: Document) => void;
  fail: (failure: StateFailure) => void;
  beat: () => void;
}>;

export type TaskTokens = Readonly<{
  issue: () => string;
  /** Answers how to close the token. */
  listen: (token: string, listener: TokenListener) => () => void;
  /** Throws InvalidToken for one that was never issued, TaskTimedOut for one that is closed. */
  find: (token: string | undefined) => TokenListener;
}>;

/** docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#wait-token-contextobject */
export function createTaskTokens(random: Random): TaskTokens {
  const issued = new Map<string, TokenListener | undefined>();
  return {
    issue: () => {
      const token = random.hex(tokenDigits);
      issued.set(token, undefined);
      return token;
    },
    listen: (token, listener) => {
      issued.set(token, listener);
      return () => {
        issued.set(token, undefined);
      };
    },
    find: (token = '') => {
      if (!issued.has(token)) throw new AwsFault('InvalidToken', `Invalid Token: 'Invalid token'`);
      const listener = issued.get(token);
      if (listener === undefined)
        throw new AwsFault('TaskTimedOut', `Task Timed Out: 'Provided task does not exist anymore'`);
      return listener;
    },
  };
}
