import { choose } from '../../../rehearsal/choose.ts';
import { RunId } from '../../../shared/contracts/fields.ts';
import type { RecoveryRecord } from '../../../shared/contracts/recovery/recovery-record.ts';
import { buildRecord } from '../../../shared/report/recovery/build-record.ts';
import { testPlans } from '../../support/plans.ts';
import { at, opened, storyOf } from './ledger-story.ts';

const seen = { vantage: 'us-east-1', at: at(0), state: 'bad' };
const command = { service: 'rds', operation: 'PromoteReadReplica', region: 'us-east-1', input: {} };

/** A run in which every text that comes from outside is this one. */
export const hostileRecord = (text: string): RecoveryRecord => {
  const evidence = {
    signals: [{ ...seen, signal: text, answer: text }],
    findings: [{ stepId: 'database', level: 'warning', text }],
    steps: [],
    cannotBeUndone: [],
  };
  const entries = storyOf([
    [0, 'run', opened({ reason: text, operator: text, identity: text })],
    [1, 'run', { type: 'decided', verdict: 'ask', reason: text, evidence }],
    [2, 'run', { type: 'answered', answer: 'approve', operator: text, identity: text, reason: text }],
    [3, 'step:database', { type: 'stepStarted', kind: 'promoteReplica', findings: [{ level: 'warning', text }] }],
    [4, 'step:database', { type: 'intent', command, because: text }],
    [5, 'step:database', { type: 'outcome', result: 'rejected', error: text, message: text }],
    [6, 'step:database', { type: 'stepFailed', because: text, refused: false, error: text }],
    [7, 'step:database', { type: 'answered', answer: 'skip', operator: text, reason: text }],
    [8, 'step:app', { type: 'stepDone', evidence: { [text]: text, list: [text] } }],
    [9, 'run', { type: 'proven', verdict: 'failed', reason: text }],
  ]);
  const { plan } = choose({ plans: testPlans, plan: 'shielda', runbook: undefined });
  return buildRecord({ runId: RunId.parse('run-1'), entries, plan, isChainWhole: true, now: at(80) });
};
