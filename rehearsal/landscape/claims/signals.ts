import type { Signal } from '../../../shared/contracts/detection/detection.ts';
import type { DeployedPlan } from '../../../shared/contracts/plan.ts';
import type { Claim, Claimed } from './claim.ts';
import { expectationOf } from './expectation-of.ts';

/** What detection looks at exists. Its alarms and health checks are built by signals.ts of the landscape. */
export const claimsOfDetection = ({ detection: { signals, databaseFailover } }: DeployedPlan): readonly Claimed[] => [
  ...signals.flatMap((signal, index) =>
    claimsIn(signal).map((claim) => ({ ...claim, by: `detection.signals.${index}` })),
  ),
  ...(databaseFailover === undefined
    ? []
    : [
        {
          ...{ is: 'database' as const, side: databaseFailover.region, instance: databaseFailover.instance },
          ...{ role: 'primary' as const, by: 'detection.databaseFailover' },
        },
      ]),
];

function claimsIn(signal: Signal): readonly Claim[] {
  if ('probe' in signal)
    return [{ is: 'expectation', expectation: { ...expectationOf(signal.probe), contains: signal.contains } }];
  if ('rdsEvent' in signal)
    return [{ is: 'database', side: signal.region, instance: signal.rdsEvent, role: 'primary' }];
  if ('healthCheck' in signal) return [];
  if ('alarm' in signal) return [];
  return signal satisfies never;
}
