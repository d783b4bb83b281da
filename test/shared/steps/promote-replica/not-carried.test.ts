import { describe, expect, it } from 'vitest';
import { promoteReplica } from '../../../../shared/steps/promote-replica/promote-replica.ts';
import { stepRun } from '../../executor/step-run.ts';
import { database, decide, facts, noSource, promote, server, spec, writable } from '../promotion-facts.ts';

const beside = {
  ...{ unlogged: ['public.jobs'], foreignTables: ['public.archive'] },
  ...{ publications: ['feed'], subscriptions: ['orders_in'], notLookedAt: ['database vault (42501)'] },
};

describe('what a promotion does not carry', () => {
  it('is named before the yes, what is lost as a warning', () => {
    const found = promoteReplica.assess(
      spec,
      facts({ instance: database({ replication: 'replicating' }), beside }),
      stepRun({}),
    );
    const texts = (level: string) => found.flatMap((finding) => (finding.level === level ? [finding.text] : []));
    expect(texts('warning')).toEqual([
      'orders-replica does not carry the rows of 1 unlogged: public.jobs. They are gone after the promotion',
      'nobody could look whether orders-replica carries all of database vault (42501)',
      'slots of logical replication stay behind, and with them what the subscribers of feed have not fetched',
    ]);
    expect(texts('info')).toEqual(
      expect.arrayContaining([
        'orders-replica goes on with the subscriptions orders_in',
        'the rows of foreign tables are elsewhere: public.archive',
      ]),
    );
  });

  it('stands in the proof', () => {
    const change = { instance: database(noSource), server: writable, beside };
    expect(decide(change, { acts: [promote(200)] })).toMatchObject({
      done: {
        notCarried: ['public.jobs'],
        slotsLeftBehind: ['feed'],
        notLookedAt: ['database vault (42501)'],
      },
    });
  });

  it('is told of roles whose sessions are read-only, and of a default that nobody sees', () => {
    const change = { server: server({ readOnlyRoles: ['desk'], isDefaultHidden: true }) };
    const found = promoteReplica.assess(spec, facts(change), stepRun({})).map(({ text }) => text);
    expect(found).toContain('sessions of desk are read-only (default_transaction_read_only of the role)');
    expect(found).toContain(
      'whether the parameter group of orders-replica makes sessions read-only is hidden from a role with a default of its own',
    );
  });
});
