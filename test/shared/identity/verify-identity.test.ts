import { describe, expect, it } from 'vitest';
import type { AskEndpoint, EndpointAnswer } from '../../../shared/aws/ask-endpoint.ts';
import { createVerifyIdentity } from '../../../shared/identity/verify-identity.ts';
import { sign } from '../../../tools/sign/sign.ts';

const at = '2026-01-05T03:00:00.000Z';
const purpose = 'start/r-1/00';
const credentials = { accessKeyId: 'AKIAADA', secretAccessKey: 'secret' };
const executionArn = 'arn:aws:states:us-east-1:111122223333:execution:lifeboat-dev-recover:r-1';

const naming = (...arns: string[]): EndpointAnswer => ({
  status: 200,
  body: `<GetCallerIdentityResponse>${arns.map((arn) => `<Arn>${arn}</Arn>`).join('')}</GetCallerIdentityResponse>`,
});
const fault = (status: number, code: string): EndpointAnswer => ({
  status,
  body: `<Error><Code>${code}</Code></Error>`,
});

const verify = async (...answers: (EndpointAnswer | Error)[]) => {
  const asked: Parameters<AskEndpoint>[0][] = [];
  const ask: AskEndpoint = async (request) => {
    asked.push(request);
    const answer = answers[Math.min(asked.length, answers.length) - 1] ?? new Error('nothing was expected');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const proof = await sign({ region: 'us-east-1', credentials, purpose, at: new Date(at) });
  const verified = await createVerifyIdentity({ ask, now: () => at })({ proof, purpose, executionArn });
  return { verified, asked };
};

const user = 'arn:aws:iam::111122223333:user/people/ada';

describe('an identity', () => {
  it.each([
    user,
    'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Operators_0123/ada@example.org',
    'arn:aws:sts::111122223333:federated-user/ada',
    'arn:aws:iam::111122223333:root',
    'arn:aws-us-gov:iam::111122223333:user/ada',
  ])('is what STS says: %s', async (arn) => {
    const { verified } = await verify(naming(arn));
    expect(verified).toEqual({ identity: arn });
  });

  it('is asked for at the STS of its own Region, with what it was made for', async () => {
    const { asked } = await verify(naming(user));
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ method: 'GET', headers: { 'x-lifeboat-for': purpose } });
    expect(new URL(asked[0]?.url ?? '').host).toBe('sts.us-east-1.amazonaws.com');
  });

  it.each<{ what: string; answer: EndpointAnswer; says: RegExp }>([
    { what: 'a wrong signature', answer: fault(403, 'SignatureDoesNotMatch'), says: /403 SignatureDoesNotMatch$/ },
    { what: 'an unknown key', answer: fault(403, 'InvalidClientTokenId'), says: /403 InvalidClientTokenId$/ },
    { what: 'an error without a code', answer: { status: 400, body: '<Code>no code</Code>' }, says: /: 400$/ },
    { what: 'another account', answer: naming('arn:aws:iam::666666666666:user/ada'), says: /of account 666666666666/ },
    { what: 'nobody', answer: naming(), says: /names nobody/ },
    { what: 'two', answer: naming(user, 'arn:aws:iam::111122223333:user/bob'), says: /names nobody/ },
    { what: 'markup', answer: naming('arn:aws:iam::111122223333:user/<b>'), says: /names nobody/ },
    { what: 'a redirect', answer: { status: 302, body: `<Arn>${user}</Arn>` }, says: /did not confirm it: 302/ },
  ])('is not proven by $what', async ({ answer, says }) => {
    const { verified, asked } = await verify(answer);
    expect(verified).toEqual({ reason: expect.stringMatching(says) });
    expect(asked).toHaveLength(1);
  });

  it.each<{ what: string; first: EndpointAnswer | Error }>([
    { what: 'does not answer', first: new Error('connect ETIMEDOUT') },
    { what: 'has no time', first: fault(503, 'ServiceUnavailable') },
    { what: 'is asked too much', first: fault(429, 'Throttling') },
  ])('is asked for again when STS $what', async ({ first }) => {
    expect(await verify(first, naming(user))).toMatchObject({ verified: { identity: user }, asked: [{}, {}] });
    const { verified, asked } = await verify(first);
    expect(verified).toEqual({ reason: expect.stringContaining('STS did not') });
    expect(asked).toHaveLength(3);
  });

  it('is not asked for with what is no proof', async () => {
    const ask: AskEndpoint = () => Promise.reject(new Error('it was asked'));
    const verifyIdentity = createVerifyIdentity({ ask, now: () => at });
    expect(await verifyIdentity({ proof: 'Ada', purpose, executionArn })).toEqual({ reason: expect.any(String) });
  });
});
