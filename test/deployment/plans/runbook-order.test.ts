import { describe, expect, it } from 'vitest';
import { crossCheck, warnings } from '../../../deployment/plans/cross-checks.ts';
import * as good from './good-plan.ts';
import { said } from './said.ts';

const { ask, configure, count, dns, fence, health, moving, optional, promote, record, scale, service, stages } = good;

const proof = 'a required checkEndpoint or checkData';

it('finds nothing wrong and nothing unwise in a plan that is as it should be', () => {
  expect(said(crossCheck(good.planWith()))).toEqual([]);
  expect(said(warnings(good.planWith()))).toEqual([]);
});

describe('the order of a failover', () => {
  it.each<{ fault: string; stages: Parameters<typeof moving>[0]; says: string[] }>([
    {
      fault: 'traffic as the first stage',
      stages: { traffic: [dns], fence: [fence], data: [promote], proof: [count] },
      says: [
        'S.0.steps.0.switchDns: moves traffic before orders-replica is promoted: put it into a stage after the data and its proof',
      ],
    },
    {
      fault: 'traffic side by side with the promotion',
      stages: { fence: [fence], data: [promote, dns], proof: [count] },
      says: [
        'S.1.steps.1.switchDns: moves traffic before orders-replica is promoted: put it into a stage after the data and its proof',
      ],
    },
    {
      fault: 'traffic between two promotions',
      stages: {
        fence: [fence, good.having({ ...fence, id: 'old-2' }, { instance: 'users-prod' })],
        data: [promote],
        proof: [count],
        traffic: [dns],
        more: [good.having({ ...promote, id: 'data-2' }, { instance: 'users-replica' })],
        end: [service],
      },
      says: [
        'restoreVerification: no verification restores users-prod: every database of the plan needs one',
        'S.3.steps.0.switchDns: moves traffic before users-replica is promoted: put it into a stage after the data and its proof',
      ],
    },
    {
      fault: 'traffic as the first stage where nothing is promoted',
      stages: { traffic: [dns], service: [service] },
      says: [
        `S.0.steps.0.switchDns: moves traffic in the first stage, before anything has proven that the new side serves: put ${proof} of it into a stage between the data and this one`,
      ],
    },
    {
      fault: 'no proof before traffic',
      stages: { fence: [fence], data: [promote], traffic: [dns], service: [service] },
      says: [
        `S.2.steps.0.switchDns: moves traffic before anything has proven that the new side serves: put ${proof} of it into a stage between the data and this one`,
      ],
    },
    {
      fault: 'a proof side by side with traffic',
      stages: { fence: [fence], data: [promote], traffic: [dns, count], service: [service] },
      says: [
        `S.2.steps.0.switchDns: moves traffic before anything has proven that the new side serves: put ${proof} of it into a stage between the data and this one`,
      ],
    },
    {
      fault: 'a proof before the data only',
      stages: { fence: [fence], proof: [health], data: [promote], traffic: [dns], service: [service] },
      says: [
        `S.3.steps.0.switchDns: moves traffic before anything has proven that the new side serves: put ${proof} of it into a stage between the data and this one`,
      ],
    },
    {
      fault: 'a person for a proof',
      stages: { fence: [fence], data: [promote], proof: [ask], traffic: [dns], service: [service] },
      says: [
        `S.3.steps.0.switchDns: moves traffic before anything has proven that the new side serves: put ${proof} of it into a stage between the data and this one`,
      ],
    },
    {
      fault: 'a proof that is not required before traffic',
      stages: { ...stages, proof: [optional(count), optional(health)] },
      says: ['S.4.steps.1.required: is false for what alone proves the standby before traffic moves: leave it out'],
    },
    {
      fault: 'no proof after the last act',
      stages: { fence: [fence], data: [promote], proof: [count], traffic: [dns] },
      says: [`S: end with step dns, and nothing proves the service after it: add a stage with ${proof}`],
    },
    {
      fault: 'no proof at all where no name moves',
      stages: { fence: [fence], data: [promote], application: [scale] },
      says: [`S: end with step tasks, and nothing proves the service after it: add a stage with ${proof}`],
    },
    {
      fault: 'a proof that is not required after the last act',
      stages: { ...stages, service: [optional(service)] },
      says: ['S.6.steps.0.required: is false for what alone proves the service after step dns: leave it out'],
    },
    {
      fault: 'nothing that changes anything',
      stages: { proof: [health] },
      says: ['S: change nothing: a failover has to move something; add what it does'],
    },
    {
      fault: 'nothing but a fence',
      stages: { fence: [fence], proof: [health] },
      says: ['S: only fence: nothing takes the place of what is fenced; add what the service moves to'],
    },
  ])('with $fault is refused', ({ stages: given, says }) => {
    expect(said(crossCheck(moving(given)))).toEqual(says);
  });

  it('is held to by a recovery that moves traffic, too', () => {
    const other = good.runbookOf({ application: [scale], proof: [health], traffic: [dns] }, 'recovery');
    const runbooks = { failover: good.runbookOf(stages), other };
    expect(said(crossCheck(good.planWith({ runbooks })))).toEqual([
      `runbooks.other.stages: end with step dns, and nothing proves the service after it: add a stage with ${proof}`,
    ]);
  });

  it.each<{ what: string; stages: Parameters<typeof moving>[0]; kind?: string }>([
    { what: 'a record that is rewritten', stages: { ...stages, traffic: [record] } },
    {
      what: 'data and application side by side, proven after both',
      stages: { fence: [fence], data: [promote, scale], proof: [count], traffic: [dns], service: [service] },
    },
    {
      what: 'no name that moves',
      stages: { fence: [fence], data: [promote], configuration: [configure], proof: [count] },
    },
    {
      what: 'nothing but traffic, of a standby that is proven',
      stages: { proof: [health], traffic: [dns], service: [service] },
    },
    { what: 'a second proof that is not required', stages: { ...stages, proof: [count, optional(health)] } },
    {
      what: 'a page of apology before a switchover',
      kind: 'switchover',
      stages: {
        apology: [{ ...good.having(record, { to: { cname: 'sorry.example.com', ttl: '30s' } }), id: 'sorry' }],
        ...stages,
      },
    },
  ])('with $what is taken', ({ stages: given, kind }) => {
    const runbooks = { failover: good.runbookOf(stages), other: good.runbookOf(given, kind) };
    expect(said(crossCheck(good.planWith({ runbooks })))).toEqual([]);
  });

  it('warns of a recovery that ends without a proof', () => {
    const runbooks = { failover: good.runbookOf(stages), other: good.runbookOf({ application: [scale] }, 'recovery') };
    const plan = good.planWith({ runbooks });
    expect(said(crossCheck(plan))).toEqual([]);
    expect(said(warnings(plan))).toEqual([
      `runbooks.other.stages: end with step tasks, and nothing proves the service after it: add a stage with ${proof}`,
    ]);
  });
});

describe('what is required of a failover', () => {
  const all = Object.fromEntries(Object.entries(stages).map(([name, steps]) => [name, steps.map(optional)]));

  it.each<{ fault: string; stages: Parameters<typeof moving>[0]; says: string[] }>([
    {
      fault: 'no required step',
      stages: all,
      says: ['S: have no required step: whatever fails, the run goes on; leave required out where it matters'],
    },
    {
      fault: 'a fence that is not required',
      stages: { ...stages, fence: [optional(fence)] },
      says: [
        'S.0.steps.0.required: is false for a fence: beside a primary that takes writes the promotion forks the data; leave it out',
      ],
    },
    {
      fault: 'a promotion that is not required',
      stages: { ...stages, data: [optional(promote)] },
      says: [
        'S.1.steps.0.required: is false for every promotion: the run would go on without a database; leave it out',
      ],
    },
    {
      fault: 'traffic that is not required',
      stages: { ...stages, traffic: [optional(dns)] },
      says: [
        'S.5.steps.0.required: is false for all that moves traffic: clients would stay on the side that is lost; leave it out',
      ],
    },
  ])('with $fault is refused', ({ stages: given, says }) => {
    const found = said(crossCheck(moving(given)));
    expect(found.filter((one) => one.includes('required'))).toEqual(expect.arrayContaining(says));
    for (const line of says) expect(found).toContain(line);
  });

  it.each<{ what: string; stages: Parameters<typeof moving>[0]; says: string }>([
    {
      what: 'services of which none is required',
      stages: { ...stages, application: [optional(scale)] },
      says: 'S.3.steps.0.required: is false for all steps of this kind: the run would call the service recovered without them',
    },
    {
      what: 'configuration of which none is required',
      stages: { ...stages, configuration: [optional(configure)] },
      says: 'S.2.steps.0.required: is false for all steps of this kind: the run would call the service recovered without them',
    },
  ])('with $what is unwise', ({ stages: given, says }) => {
    expect(said(crossCheck(moving(given)))).toEqual([]);
    expect(said(warnings(moving(given)))).toEqual([says]);
  });

  it('with a second database that is not required is taken', () => {
    const fences = [fence, good.having({ ...fence, id: 'old-2' }, { instance: 'users-prod' })];
    const data = [promote, optional(good.having({ ...promote, id: 'data-2' }, { instance: 'users-replica' }))];
    const verified = ['orders-prod', 'users-prod'].map((instance) => ({
      ...good.goodPlan.restoreVerification[0],
      id: instance,
      instanceSnapshot: { instance, types: ['automated'] },
    }));
    const runbooks = { failover: good.runbookOf({ ...stages, fence: fences, data }) };
    expect(said(crossCheck(good.planWith({ runbooks, restoreVerification: verified })))).toEqual([]);
  });
});
