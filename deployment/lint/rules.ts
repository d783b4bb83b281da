import type { NamedState, Rule, State } from './asl.ts';

const statesErrors = new Set(
  `ALL HeartbeatTimeout Timeout TaskFailed Permissions QueryEvaluationError BranchFailed NoChoiceMatched
  ExceedToleratedFailureThreshold ItemReaderFailed ResultWriterFailed DataLimitExceeded Runtime`.split(/\s+/),
);

/** House rules for one state (style: "State machines") that the grammar does not know. */
export const lintState = ({ name, state }: NamedState): string[] =>
  [
    ...(state.Comment ? [] : ['has no Comment that says why it is there']),
    ...(state.Type === 'Choice' && !state.Default ? ['has no Default'] : []),
    ...(state.Type === 'Wait' && !name.startsWith('WaitFor') ? ['a Wait is called WaitFor…'] : []),
    ...taskRules(state),
    ...tokenRules(state),
    ...listRules(state.Retry ?? []),
    ...listRules(state.Catch ?? []),
  ].map((complaint) => `${name}: ${complaint}`);

function taskRules(state: State): string[] {
  if (state.Type !== 'Task') return [];
  const { TimeoutSeconds, HeartbeatSeconds } = state;
  const isTooSlow =
    typeof TimeoutSeconds === 'number' && typeof HeartbeatSeconds === 'number' && HeartbeatSeconds >= TimeoutSeconds;
  const isLambda = state.Resource?.startsWith('arn:aws:states:::lambda:invoke') ?? false;
  return [
    ...(TimeoutSeconds === undefined ? ['a task without TimeoutSeconds can wait for ever'] : []),
    ...(state.Catch?.some((rule) => rule.ErrorEquals.includes('States.ALL')) ? [] : ['nothing catches States.ALL']),
    ...(isLambda && !state.Retry?.length ? ['no retriers for Lambda’s own errors'] : []),
    ...(state.Retry?.some((rule) => rule.ErrorEquals.includes('States.ALL'))
      ? ['retries States.ALL: an act may be repeated blindly']
      : []),
    ...(isTooSlow ? ['the heartbeat is not below the timeout'] : []),
  ];
}

function tokenRules(state: State): string[] {
  if (!state.Resource?.endsWith('.waitForTaskToken')) return [];
  const handsOut = JSON.stringify(state.Arguments ?? {}).includes('Task.Token');
  return handsOut ? [] : ['waits for a task token that it never hands out'];
}

const listRules = (rules: readonly Rule[]): string[] =>
  rules.flatMap((rule, index) => {
    const isAll = rule.ErrorEquals.includes('States.ALL');
    const isAlone = rule.ErrorEquals.length === 1 && index === rules.length - 1;
    const unknown = rule.ErrorEquals.filter((name) => name.startsWith('States.') && !statesErrors.has(name.slice(7)));
    return [
      ...(isAll && !isAlone ? ['States.ALL must stand alone and last'] : []),
      ...unknown.map((name) => `there is no error ${name}`),
    ];
  });
