import { type AskEndpoint, askEndpoint, type EndpointAnswer } from '../aws/ask-endpoint.ts';
import { proofHeader, stsHostOf } from './proof.ts';
import { readProof } from './read-proof.ts';

/** Three tries of five seconds are over before a function's time is. */
const tries = 3;
const timeoutSeconds = 5;

/** docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html: names have no character that XML would escape. */
const arnIn = /<Arn>(arn:aws[a-z-]*:(?:iam|sts)::(\d{12}):[\w+=,.@/-]+)<\/Arn>/g;
const codeIn = /<Code>(\w+)<\/Code>/;

type Dependencies = Readonly<{ ask: AskEndpoint; now: () => string }>;

/** The execution that it is said to says whose account and Region this is. */
type Proof = Readonly<{ proof: string; purpose: string; executionArn: string }>;

export type Verified = Readonly<{ identity: string }> | Readonly<{ reason: string }>;

/** Throws nothing: what could not be found out is no proof. */
export type VerifyIdentity = (proof: Proof) => Promise<Verified>;

export const createVerifyIdentity =
  ({ ask, now }: Dependencies): VerifyIdentity =>
  async ({ proof, purpose, executionArn }) => {
    const [, , , region = '', account = ''] = executionArn.split(':');
    const read = readProof(proof, { region, now: now() });
    if ('reason' in read) return read;
    const url = `https://${stsHostOf(region)}/?${read.query}`;
    let last: Verified = { reason: 'STS was not asked' };
    for (let left = tries; left > 0; left -= 1) {
      try {
        const answer = await ask({ url, method: 'GET', timeoutSeconds, headers: { [proofHeader]: purpose } });
        last = judge(answer, account);
        if (!isWorthAnotherTry(answer)) return last;
      } catch {
        last = { reason: 'STS did not answer' };
      }
    }
    return last;
  };

function judge({ status, body }: EndpointAnswer, account: string): Verified {
  if (status !== 200) return { reason: `STS did not confirm it: ${status} ${codeIn.exec(body)?.[1] ?? ''}`.trim() };
  const [found, ...others] = body.matchAll(arnIn);
  const [, identity, owner] = found ?? [];
  if (identity === undefined || others.length > 0) return { reason: 'the answer of STS names nobody' };
  // Whoever may answer or start a run has a credential of this account; a name of another one could be anybody's.
  if (owner !== account) return { reason: `it is of account ${owner}` };
  return { identity };
}

const isWorthAnotherTry = ({ status }: EndpointAnswer): boolean => status >= 500 || status === 429;

export const connectVerifyIdentity = (now: () => string): VerifyIdentity =>
  createVerifyIdentity({ ask: askEndpoint, now });
