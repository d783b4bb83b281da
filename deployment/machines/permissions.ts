import { StepKind } from '../../shared/contracts/step-kind.ts';
import { isAssessed } from '../../shared/domain/recovery/assessed-kinds.ts';
import { stateName } from '../function-file.ts';
import { Machine, placeholdersOf, type State, statesOf } from '../lint/asl.ts';
import { allow, arnOf, type Statement } from './documents.ts';

/** Followed by the kind of a step, it is the name of that kind's function. */
export const prefix = 'FunctionPrefix';

/** What the states of a machine do, and nothing else. `own`: its logical id. */
export function statementsOf(own: string, text: string): Statement[] {
  const states = statesIn(text);
  const invoked = namedBy(statesThat(states, /:lambda:invoke/)).flatMap(functionsOf);
  const starting = statesThat(states, /:states:startExecution/);
  // The next execution of the machine itself is named by the context, and the items of a Distributed Map are executions of it, too.
  const startsItself = starting.some(({ Arguments = {} }) => JSON.stringify(Arguments).includes('StateMachine.Id'));
  const isDistributed = states.some(({ ItemProcessor }) => ItemProcessor && isOfItsOwn(ItemProcessor));
  const started = [...namedBy(starting), ...(startsItself || isDistributed ? [own] : [])];
  const children = namedBy(statesThat(states, /:states:startExecution\.sync|:sfn:describeExecution/));
  const watched = [
    ...children.map((machine) => executionsOf(machine, ':*')),
    ...(isDistributed ? [executionsOf(own, '/*')] : []),
  ];
  return [
    allow('lambda:InvokeFunction', [...new Set(invoked)].map(functionArn)),
    ...(started.length === 0
      ? []
      : [
          allow(
            'states:StartExecution',
            started.map((machine) => ({ Ref: machine })),
          ),
        ]),
    ...(watched.length === 0 ? [] : [allow(['states:DescribeExecution', 'states:StopExecution'], watched)]),
  ];
}

const statesIn = (text: string): State[] => statesOf(Machine.parse(JSON.parse(text))).map(({ state }) => state);

const namedBy = (states: readonly State[]): string[] => [
  ...new Set(states.flatMap(({ Arguments = {} }) => placeholdersOf(JSON.stringify(Arguments)))),
];

/** By what they call. */
const statesThat = (states: readonly State[], resource: RegExp): State[] =>
  states.filter(({ Resource = '' }) => resource.test(Resource));

/** The functions of all kinds that are assessed stand where one is called by its kind. */
const functionsOf = (placeholder: string): string[] =>
  placeholder === prefix ? StepKind.options.filter(isAssessed).map(stateName) : [placeholder];

const isOfItsOwn = (processor: object): boolean => JSON.stringify(processor).includes('"Mode":"DISTRIBUTED"');

/** Of one machine: `:*`; of the items of its maps: `/*`. */
const executionsOf = (machine: string, which: ':*' | '/*') => ({
  'Fn::Sub': `arn:\${AWS::Partition}:states:\${AWS::Region}:\${AWS::AccountId}:execution:\${${machine}.Name}${which}`,
});

/** Whether a state waits for the end of an execution that it has started. */
export const isAwaiting = (text: string): boolean =>
  statesThat(statesIn(text), /:states:startExecution\.sync/).length > 0;

export const functionArn = (state: string) => arnOf(`${state}LambdaFunction`);
