import type { PlanName, RunId } from '../contracts/fields.ts';
import type { OwedRecord, RecoveryRecord } from '../contracts/recovery/recovery-record.ts';
import { writeOffKey } from '../domain/recovery/write-off-key.ts';
import type { ControlPlace } from './acknowledgement-command.ts';
import { oneLine } from './notice.ts';
import { blanks, commandWithJson, pasteLines } from './paste.ts';

/** Of each fence that is owed: that it is tried, and how a person ends that. */
export const owedLines = ({ plan, runId, owed = [] }: RecoveryRecord, place: ControlPlace): string[] =>
  plan === undefined ? [] : owed.flatMap((one) => linesFor(one, { plan, runId }, place));

type Of = Readonly<{ plan: PlanName; runId: RunId }>;

function linesFor(owed: OwedRecord, of: Of, place: ControlPlace): string[] {
  const name = `${owed.instance} in ${owed.region}`;
  if (owed.ended !== undefined)
    return [
      '',
      `Nobody tries any more to fence ${name} (${owed.ended.verdict}: ${oneLine(owed.ended.because)}). Fence it by hand.`,
    ];
  const held =
    owed.holdsUntil === undefined
      ? []
      : [
          `${name} is stopped, and cannot be closed before it runs. RDS starts it at ${owed.holdsUntil}, if nobody does before.`,
        ];
  return [
    '',
    ...held,
    `Lifeboat goes on trying to fence ${name}, and tells you when it is. If it shall not be fenced any more, say so:`,
    ...pasteLines,
    ...commandFor(owed, of, place),
  ];
}

function commandFor(owed: OwedRecord, { plan, runId }: Of, { region, controlTable }: ControlPlace): string[] {
  const item = {
    key: { S: writeOffKey(plan, owed.instance) },
    runId: { S: runId },
    instance: { S: owed.instance },
    operator: { S: blanks.operator },
    reason: { S: blanks.reason },
  };
  const put = `aws dynamodb put-item --region ${region} --table-name ${controlTable}`;
  return commandWithJson(put, '--item', item);
}
