import { describe, expect, it } from 'vitest';
import { verifyChains } from '../../shared/ledger/chain.ts';
import { closedGroup, payToEnd, region, stagePayment } from '../shared/steps/payment-stage.ts';
import { useAws } from '../shared/steps/simulated-aws.ts';

const stage = useAws();

/** Between two writes of the ledger or of the control table, before and after each: so many each test takes one of. */
const tests = 6;

/** Places that each test comes past at least, so that none of them is empty. */
const fewest = 4;

describe('a payment whose function dies', () => {
  it.each(Array.from({ length: tests }, (_, index) => index + 1))(
    'at every sixth place from %i on is made, and settled once',
    async (first) => {
      stage().aws.rds.addSecurityGroup({ id: closedGroup, region, open: false });
      let played = 0;
      for (let place = first; ; place += tests) {
        const instance = `orders-${place}`;
        stage().aws.rds.addInstance({ id: instance, region, engine: 'postgres' });
        const staged = stagePayment(stage(), { instance });
        staged.theatre.fuse.killAt(place);
        const { last, deaths } = await payToEnd(staged);
        const seen = `killed at place ${place}`;
        expect(last.status, seen).toBe('settled');
        expect(staged.told('debtSettled'), seen).toMatchObject([{ verdict: 'paid' }]);
        expect(staged.told('stepDone').length, seen).toBeGreaterThan(0);
        expect(verifyChains(staged.theatre.entries()), seen).toEqual([]);
        const { VpcSecurityGroups } = stage().aws.rds.inspect({ region, id: instance });
        expect(VpcSecurityGroups, seen).toEqual([{ VpcSecurityGroupId: closedGroup, Status: 'active' }]);
        played += 1;
        if (deaths === 0) break;
      }
      expect(played).toBeGreaterThanOrEqual(fewest);
    },
  );
});
