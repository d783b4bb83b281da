import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PlanName, RunId, VerificationId } from '../../../../shared/contracts/fields.ts';
import type { Act } from '../../../../shared/domain/decision.ts';
import type { DatabaseInstance } from '../../../../shared/domain/verification/copy.ts';
import { copyNameOf, copyPrefix, copyTagsOf, type Maker } from '../../../../shared/domain/verification/copy-name.ts';
import { judgeDiscard } from '../../../../shared/domain/verification/judge-discard.ts';
import type { Claim } from '../../../../shared/domain/verification/prove-ownership.ts';
import { instanceOf } from './instance.ts';

const region = 'us-west-2';
const account = '111122223333';
const orderedAt = '2026-01-05T03:00:00.000Z';
const now = '2026-01-05T04:00:00.000Z';

const maker: Maker = {
  runId: RunId.parse('verify-1'),
  plan: PlanName.parse('shielda'),
  verification: VerificationId.parse('database'),
};
const name = copyNameOf(maker);
const arnOf = (of: string, where = region, who = account) => `arn:aws:rds:${where}:${who}:db:${of}`;

const order: Act = {
  command: {
    service: 'rds',
    operation: 'RestoreDBInstanceFromDBSnapshot',
    region: instanceOf({}).region,
    input: { DBInstanceIdentifier: name },
  },
  at: orderedAt,
  result: 'accepted',
};

const mine: DatabaseInstance = instanceOf({
  name,
  arn: arnOf(name),
  resourceId: 'db-MINE',
  createdAt: '2026-01-05T03:00:05.000Z',
  tags: copyTagsOf(maker),
}).instance;

const claim: Claim = {
  maker,
  region,
  account,
  acts: [order],
  deletions: [],
  seen: [{ name, arn: arnOf(name), resourceId: 'db-MINE' }],
};

/** Names and tags as somebody would choose them who wants another's database deleted. */
const names = fc.oneof(
  fc.constantFrom(
    name,
    `${name}-2`,
    name.toUpperCase(),
    ` ${name}`,
    `${name} `,
    'shielda-prod',
    copyPrefix,
    `x${name}`,
  ),
  fc.stringMatching(/^[0-9a-f]{16}$/).map((digits) => `${copyPrefix}${digits}`),
  fc.string({ maxLength: 63 }),
);
const tags = fc.oneof(
  fc.constantFrom<Record<string, string>>(
    copyTagsOf(maker),
    {},
    { 'lifeboat-run': 'verify-1' },
    { ...copyTagsOf(maker), 'lifeboat-run': 'verify-2' },
    { ...copyTagsOf(maker), 'lifeboat-verification': 'shielda/other' },
    { 'Lifeboat-Run': 'verify-1', 'lifeboat-verification': 'shielda/database' },
  ),
  fc.dictionary(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), { maxKeys: 4 }),
);
const neighbours = fc.record({
  name: names,
  resourceId: fc.constantFrom('db-MINE', 'db-PRODUCTION', 'db-OTHER'),
  tags,
  createdAt: fc.constantFrom('2026-01-05T03:00:05.000Z', '2020-01-01T00:00:00.000Z', '2026-01-05T03:30:00.000Z'),
  where: fc.constantFrom(region, 'us-east-1'),
  who: fc.constantFrom(account, '999988887777'),
});

/** The world's own truth: AWS gives a resource id once. */
const isTheCopy = ({ arn, resourceId }: DatabaseInstance) => arn === mine.arn && resourceId === mine.resourceId;

it('deletes nothing but the copy of the run, whatever else is called or tagged as it is', () => {
  let deleted = 0;
  fc.assert(
    fc.property(fc.array(neighbours, { minLength: 1, maxLength: 20 }), fc.boolean(), (world, isThere) => {
      const others = world.map(
        ({ where, who, ...rest }) => instanceOf({ ...rest, arn: arnOf(rest.name, where, who) }).instance,
      );
      for (const found of isThere ? [...others, mine] : others) {
        const decision = judgeDiscard(
          { name, region: instanceOf({}).region, claim, waits: [], now },
          { copy: { kind: 'known', value: found } },
        );
        if (!('act' in decision)) continue;
        deleted += 1;
        expect(isTheCopy(found)).toBe(true);
        expect(decision.act.input.DBInstanceIdentifier).toBe(name);
      }
    }),
    { numRuns: 1000 },
  );
  expect(deleted).toBeGreaterThan(300);
});

it.each([
  ['the ledger has no order for it', { acts: [] }],
  ['its order was rejected, since the name was taken', { acts: [{ ...order, result: 'rejected' as const }] }],
  ['another id was seen before', { seen: [{ name, arn: arnOf(name), resourceId: 'db-BEFORE' }] }],
  ['the order is of another account', { account: '999988887777' }],
  ['it was made before it was ordered', { acts: [{ ...order, at: '2026-01-05T03:30:00.000Z' }] }],
])('leaves the copy alone when %s', (_, change) => {
  const decision = judgeDiscard(
    { name, region: instanceOf({}).region, claim: { ...claim, ...change }, waits: [], now },
    { copy: { kind: 'known', value: mine } },
  );
  expect(decision).toMatchObject({ refuse: expect.stringContaining('left alone') });
});
