import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AwsFault } from '../../../src/call.ts';
import { knock } from '../test-world.ts';
import { createHarbour, standby } from './harbour.ts';

const operations = ['PromoteReadReplica', 'RebootDBInstance', 'StopDBInstance', 'StartDBInstance', 'ModifyDBInstance'];

const moves = fc.array(
  fc.record({
    operation: fc.constantFrom(...operations),
    waitSeconds: fc.nat({ max: 400 }),
  }),
  { maxLength: 12 },
);

const inputOf = (operation: string) => ({
  DBInstanceIdentifier: 'harbour-dr',
  ...(operation === 'ModifyDBInstance' ? { BackupRetentionPeriod: 2, ApplyImmediately: true } : {}),
});

/** What a sequence of calls on the replica leads to: codes, and what was seen after each wait. */
const play = async (sequence: readonly { operation: string; waitSeconds: number }[]) => {
  const harbour = createHarbour();
  const codes: string[] = [];
  const sourceShown: boolean[] = [];
  for (const { operation, waitSeconds } of sequence) {
    try {
      await harbour.ask.standby(operation, inputOf(operation));
      codes.push('accepted');
    } catch (error) {
      codes.push(error instanceof AwsFault ? error.code : String(error));
    }
    await harbour.pass(waitSeconds);
    sourceShown.push(harbour.inspect().ReadReplicaSourceDBInstanceIdentifier !== undefined);
  }
  return { ...harbour, codes, sourceShown };
};

it('never goes back to being a replica, and is promoted at most once, whatever is called and when', async () => {
  await fc.assert(
    fc.asyncProperty(moves, async (sequence) => {
      const { codes, sourceShown, replicaDatabase, pass } = await play(sequence);
      await pass(1000);
      const promotions = codes.filter(
        (code, index) => code === 'accepted' && sequence[index]?.operation === operations[0],
      );
      expect(promotions.length).toBeLessThanOrEqual(1);
      expect(replicaDatabase.asked.filter((asked) => asked === 'promote')).toHaveLength(promotions.length);
      expect([...sourceShown].sort().reverse()).toEqual(sourceShown);
      expect(codes.every((code) => ['accepted', 'InvalidDBInstanceStateFault'].includes(code))).toBe(true);
    }),
  );
});

it('comes to rest as available or stopped, and serves exactly when it is available', async () => {
  await fc.assert(
    fc.asyncProperty(moves, async (sequence) => {
      const { pass, inspect, world, dr } = await play(sequence);
      await pass(3000);
      const isAvailable = inspect().DBInstanceStatus === 'available';
      expect(isAvailable || inspect().DBInstanceStatus === 'stopped').toBe(true);
      expect((await knock(world, dr.address)).outcome).toBe(isAvailable ? 'open' : 'ECONNREFUSED');
    }),
  );
});

it('tells an onlooker the same as DescribeDBInstances at the end', async () => {
  await fc.assert(
    fc.asyncProperty(moves, async (sequence) => {
      const { inspect, told } = await play(sequence);
      const last = told.findLast((event) => event.kind === 'resource');
      const status = last?.kind === 'resource' ? last.status : 'available';
      expect({ region: standby, status }).toEqual({ region: standby, status: inspect().DBInstanceStatus });
    }),
  );
});
