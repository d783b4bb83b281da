import { describe, expect, it } from 'vitest';
import { closedGroup, payToEnd, region, stagePayment } from './payment-stage.ts';
import { useAws } from './simulated-aws.ts';

const stage = useAws();

const addOldPrimary = () => {
  stage().aws.rds.addSecurityGroup({ id: closedGroup, region, open: false });
  stage().aws.rds.addInstance({ id: 'orders-prod', region, engine: 'postgres' });
};
const groups = () => stage().aws.rds.inspect({ region, id: 'orders-prod' }).VpcSecurityGroups;

describe('a payment', () => {
  it('makes the fence by the calls and the proof of the step, and ends', async () => {
    addOldPrimary();
    const staged = stagePayment(stage());
    const { last } = await payToEnd(staged);
    expect(last).toMatchObject({ status: 'settled', because: expect.stringMatching(/^paid: fenced at/) });
    expect(staged.told('intent')).toMatchObject([
      { command: { operation: 'ModifyDBInstance' } },
      { command: { operation: 'RebootDBInstance' } },
    ]);
    expect(staged.told('stepDone')).toMatchObject([{ evidence: { fenced: true } }]);
    expect(groups()).toEqual([{ VpcSecurityGroupId: closedGroup, Status: 'active' }]);
    expect(new Set(staged.reported)).toEqual(new Set([1]));
  });

  it('leaves the database alone that no run has taken over from', async () => {
    addOldPrimary();
    const { look, told, reported } = stagePayment(stage(), { hasTakenOver: false });
    expect(await look()).toMatchObject({ status: 'waiting', because: 'its run has taken nothing over yet' });
    expect([told('intent'), reported]).toEqual([[], []]);
  });

  it('that nobody owes leaves no trace', async () => {
    addOldPrimary();
    const { theatre, look } = stagePayment(stage(), { isOwed: false });
    const before = theatre.entries().length;
    expect(await look()).toMatchObject({ status: 'notOwed' });
    expect(theatre.entries()).toHaveLength(before);
  });

  it('goes on in the next execution when its history is half full, and says so again when it is asked again', async () => {
    addOldPrimary();
    const { look, debts, plan } = stagePayment(stage(), { hasTakenOver: false });
    const next = { attempt: 2, name: 'run-1_fence_pay_2' };
    expect(await look(11_980)).toMatchObject({ status: 'waiting' });
    expect(await look(11_995)).toMatchObject({ status: 'handOver', next });
    expect((await debts.read(plan.plan))[0]?.attempt).toBe(2);
    expect(await look(11_995)).toMatchObject({ status: 'handOver', next });
  });

  it('of a database that is a replica by now is moot, and that is said', async () => {
    const { arn } = stage().aws.rds.addInstance({ id: 'orders-new', region, engine: 'postgres' });
    const staged = stagePayment(stage());
    stage().aws.rds.addInstance({ id: 'orders-prod', region, engine: 'postgres', replicaOf: arn });
    const { last } = await payToEnd(staged);
    expect(last.because).toMatch(/^moot: orders-prod in us-west-2 is a replica of orders-new now/);
    expect(staged.told('intent')).toEqual([]);
  });

  it('of a database that is not there is moot after ten minutes, not at once', async () => {
    const staged = stagePayment(stage());
    expect(await staged.look()).toMatchObject({ status: 'waiting' });
    const { last } = await payToEnd(staged);
    expect(last.because).toMatch(/^moot: there is no instance orders-prod/);
    expect(staged.told('waiting')).toHaveLength(1);
  });
});
