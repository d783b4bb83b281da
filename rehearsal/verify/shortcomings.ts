import type { VerificationRecord } from '../../shared/contracts/verification/record.ts';
import { copyPrefix } from '../../shared/domain/verification/copy-name.ts';
import { bystanders } from './apply-fault.ts';
import { verifyFaultOf } from './faults.ts';
import type { VerifyOptions } from './options.ts';
import type { VerifyStage } from './stage.ts';

type Seen = Readonly<{ options: VerifyOptions; stage: VerifyStage; notice: string }>;

/** In what the run did not end as its fault says it must. */
export function shortcomingsOf(record: VerificationRecord, { options, stage, notice }: Seen): string[] {
  const { ends, names: namesOf } = verifyFaultOf(options.fault);
  const names = stage.victim && namesOf?.(stage.victim);
  const wanted = [...bystanders(options.fault)].sort().join(', ');
  const found = standing(stage).sort().join(', ');
  const text = `${record.reason}\n${notice}`;
  const removed = record.leftovers.filter(({ isDiscarded }) => isDiscarded).length;
  return [
    ...(record.verdict === ends ? [] : [`the verdict is ${record.verdict} in place of ${ends}`]),
    ...(names === undefined || names.test(text) ? [] : [`neither record nor notice names ${String(names)}`]),
    ...(found === wanted ? [] : [`of copies stand: ${found || 'none'}; there should be: ${wanted || 'none'}`]),
    ...(options.fault !== 'leftover' || removed >= 1 ? [] : ['no copy of an earlier run was removed']),
    ...(notice === '' ? ['nobody was told'] : []),
  ];
}

/** What stands in AWS that is called as a copy is: nobody's word counts but AWS's. */
const standing = ({ aws, plan }: VerifyStage): string[] =>
  [...new Set(Object.values(plan.regions))]
    .flatMap((region) => aws.rds.inspectAll(region))
    .map(({ DBInstanceIdentifier: name = '' }) => name)
    .filter((name) => name.startsWith(copyPrefix));
