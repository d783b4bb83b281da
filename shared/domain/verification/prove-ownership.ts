import type { Act } from '../../steps/step.ts';
import type { DatabaseInstance } from './copy.ts';
import { copyNameOf, copyPrefix, copyTags, type Maker, memberNameOf, verificationKey } from './copy-name.ts';

/** What the ledger of the run that is said to have made a copy holds of it. */
export type Claim = Readonly<{
  maker: Maker;
  region: string;
  account: string;
  /** Of the stream that restores. */
  acts: readonly Act[];
  /** What was seen of it before, by whoever looked. */
  seen: readonly Readonly<{ name: string; arn: string; resourceId: string }>[];
}>;

type Found = Pick<DatabaseInstance, 'name' | 'arn' | 'resourceId' | 'createdAt' | 'tags'>;

/** Clocks of AWS and of Lambda differ by this at most. */
const skewMs = 60_000;

const orderedName = ({ command: { input } }: Act): unknown =>
  input.TargetDBInstanceIdentifier ?? input.DBInstanceIdentifier ?? input.DBClusterIdentifier;

/** A call that was rejected has made nothing: whoever has the name then had it before. */
const ordersOf = ({ acts }: Claim, name: string): Act[] =>
  acts.filter((act) => act.result !== 'rejected' && orderedName(act) === name);

const objections: readonly ((found: Found, claim: Claim) => string | undefined)[] = [
  ({ name }) => (name.startsWith(copyPrefix) ? undefined : `its name does not begin with ${copyPrefix}`),
  ({ name }, { maker }) =>
    name === copyNameOf(maker) || name === memberNameOf(maker)
      ? undefined
      : 'its name is not the one that the run gives',
  ({ arn, name }, { region, account }) =>
    new RegExp(`^arn:aws[a-z-]*:rds:${region}:${account}:(db|cluster):`).test(arn) && arn.endsWith(`:${name}`)
      ? undefined
      : 'its ARN is not of this account, Region and name',
  ({ tags }, { maker }) =>
    tags[copyTags.run] === maker.runId ? undefined : `its tag ${copyTags.run} does not name the run`,
  ({ tags }, { maker }) =>
    tags[copyTags.verification] === verificationKey(maker)
      ? undefined
      : `its tag ${copyTags.verification} does not name the verification`,
  ({ name }, claim) => (ordersOf(claim, name).length > 0 ? undefined : 'the ledger of the run has no order for it'),
  ({ createdAt, name }, claim) => {
    const first = ordersOf(claim, name)[0];
    if (createdAt === undefined || first === undefined) return undefined;
    return Date.parse(createdAt) >= Date.parse(first.at) - skewMs ? undefined : 'it is older than the order for it';
  },
  ({ name, arn, resourceId }, { seen }) =>
    seen.filter((one) => one.name === name).every((one) => one.arn === arn && one.resourceId === resourceId)
      ? undefined
      : 'it is not the one that was seen before: another id',
];

export type Ownership = Readonly<{ isOurs: boolean; because: string }>;

/** Name, ARN, tags, order and immutable id together; one that is missing or different, and it is not ours. */
export const proveOwnership = (found: Found, claim: Claim): Ownership => {
  const because = objections.map((object) => object(found, claim)).find((text) => text !== undefined);
  return because === undefined
    ? { isOurs: true, because: `ordered by run ${claim.maker.runId}, with its tags` }
    : { isOurs: false, because };
};
