import type { FindingOf, StepFinding } from '../../contracts/finding.ts';
import type { AcceptedLoss } from './clearance.ts';
import { forkLoss } from './judge-fork.ts';
import { judgeLag } from './judge-lag.ts';
import type { MeasuredLoss } from './measure-loss.ts';

export type Deciding = Readonly<{
  lost: MeasuredLoss;
  now: string;
  acceptedLoss: AcceptedLoss;
}>;

/** What the steps found, with the loss that follows once it is known since when service is lost. */
export const completeFindings = (findings: readonly StepFinding[], deciding: Deciding): StepFinding[] =>
  findings.map((finding) => {
    if (finding.level === 'recoveryPoint') return ofRecoveryPoint(finding, deciding);
    return finding.level === 'fork' ? ofFork(finding, deciding) : finding;
  });

type Placed<F> = F & Pick<StepFinding, 'stepId'>;

function ofRecoveryPoint(
  { stepId, point }: Placed<FindingOf<'recoveryPoint'>>,
  { lost, now, acceptedLoss }: Deciding,
): StepFinding {
  const { maxLagSeconds, lastReplayedAt, datapoints } = point;
  const lag = judgeLag({
    ...{ lost, now, fencedAt: undefined, receiver: { kind: 'hidden' } },
    ...{ maxLagSeconds, lastReplayedAt, datapoints },
  });
  const loss = inWholeSeconds(lag.dataLossSeconds);
  if (lag.isWithin) return { stepId, level: 'info', text: lag.because, ...loss };
  if (isLossAccepted(acceptedLoss, lag.answeredSeconds))
    return { stepId, level: 'warning', text: `${lag.because}; the operator accepts the loss`, ...loss };
  return { stepId, level: 'excessLoss', text: lag.because, ...loss };
}

/** A yes holds for the loss that was stated: more than that, or a loss that nobody knows any more, is another question. */
export function isLossAccepted(accepted: AcceptedLoss, answeredSeconds: number | undefined): boolean {
  switch (accepted.kind) {
    case 'any':
      return true;
    case 'upTo':
      return answeredSeconds !== undefined && answeredSeconds <= accepted.seconds;
    case 'none':
      return false;
    default:
      return accepted satisfies never;
  }
}

/** A whole second more rather than less: the answer to a question is held to this number. */
const inWholeSeconds = (seconds: number | undefined): { lossSeconds?: number } =>
  seconds === undefined ? {} : { lossSeconds: Math.ceil(seconds) };

function ofFork(finding: Placed<FindingOf<'fork'>>, { lost }: Deciding): StepFinding {
  const { until, seconds } = forkLoss(finding.fork, lost.since);
  const drops =
    seconds === undefined
      ? 'how much of what the other side has written would be dropped nobody knows'
      : `what the other side wrote until ${until} would be dropped: ${Math.ceil(seconds)} s`;
  return { ...finding, text: `${finding.text}; ${drops}`, ...inWholeSeconds(seconds) };
}

/** The newest commit that a replica is known to have, of all promotions of the run. */
export const newestCommit = (findings: readonly StepFinding[]): string | undefined =>
  findings
    .flatMap((finding) => (finding.level === 'recoveryPoint' ? (finding.point.lastReplayedAt ?? []) : []))
    .toSorted()
    .at(-1);
