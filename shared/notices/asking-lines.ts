import type { AskingRun } from '../domain/detection/standing.ts';

export const askingLines = (asking: AskingRun, isWell: boolean): string[] => ['', ...advice(asking, isWell)];

/** What a person may do whose answer a run waits for, now that the service is otherwise than the question said. */
function advice({ question }: AskingRun, isWell: boolean): string[] {
  if (!isWell) return ['The question stands as it was asked. Its commands are in its own notice.'];
  if (question !== 'approval')
    return ['See whether the step is still wanted before you answer retry. The commands are in the notice that asked.'];
  return [
    'A yes is asked again before anything that cannot be undone, for as long as the service is well.',
    'To end the run, answer refuse. The commands are in the notice that asked.',
  ];
}

/** Of notices about a run that asks, for somebody who reads the subject only. */
export const askingHeadline = ({ runId }: AskingRun, isWell: boolean): string =>
  isWell ? `is well again, and run ${runId} asks` : `is lost again, and run ${runId} asks`;
