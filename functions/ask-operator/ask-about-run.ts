import type { AskInput, Nothing } from '../../shared/contracts/recovery/run.ts';
import { factsOf, inStream, rejectionIn } from '../../shared/domain/run-facts.ts';
import { secondsAfter } from '../../shared/domain/time.ts';
import type { AskDependencies } from '../../shared/notices/ask-dependencies.ts';
import { runQuestion } from '../../shared/notices/run-question.ts';
import { findRun } from '../../shared/plans/find-run.ts';
import { stepRecords } from '../../shared/report/recovery/step-records.ts';

const nothingKnown = { state: 'the run', error: 'unknown', cause: 'nothing was written down' } as const;

/** Asks a person about the run itself, of which a state failed for good after it had been let go on. */
export async function askAboutRun({ runId, taskToken }: AskInput, dependencies: AskDependencies): Promise<Nothing> {
  const { plans, ledgerOf, publish, region, ledgerTable, now } = dependencies;
  const ledger = ledgerOf(runId);
  const entries = await ledger.read();
  const { opened, plan, runbook, runbookName } = findRun(plans, entries);
  const ofRun = inStream(entries, 'run');
  const failure = factsOf(ofRun, 'runFailed').at(-1)?.fact ?? nothingKnown;
  const expiresAt = secondsAfter(now(), plan.response.approvalTimeout);
  const steps = stepRecords(runbook, entries);
  const rejected = rejectionIn(ofRun);
  const messageId = await publish(
    runQuestion({ runId, opened, runbookName, failure, steps, rejected, region, ledgerTable, taskToken, expiresAt }),
  );
  await ledger.append('run', { type: 'asked', question: 'runFailed', expiresAt, messageId });
  return {};
}
