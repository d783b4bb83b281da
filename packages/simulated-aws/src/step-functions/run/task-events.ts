import { defined } from '../../defined.ts';
import type { Resource } from '../definition/resource.ts';
import type { TaskState } from '../definition/states.ts';
import { errorAndCauseOf, type StateFailure } from '../failure.ts';
import { isTruncated } from '../history.ts';
import type { Document } from '../json.ts';
import type { Visit } from './flow.ts';

export type Limits = Readonly<{ timeoutSeconds?: number; heartbeatSeconds?: number }>;

export type TaskEvents = Readonly<{
  scheduled: (parameters: Document, limits: Limits) => void;
  submitted: (output: Document) => void;
  succeeded: (output: Document) => void;
  failed: (failure: StateFailure) => void;
  /** The call that should have begun a job or handed out a token failed itself. */
  submitFailed: (failure: StateFailure) => void;
  timedOut: (failure: StateFailure) => void;
}>;

export function eventsOf(visit: Visit<TaskState>): TaskEvents {
  const { resource } = visit.state;
  return resource.kind === 'function' ? functionEvents(visit, resource.arn) : taskEvents(visit, namesOf(resource));
}

function functionEvents({ flow }: Visit<TaskState>, resource: string): TaskEvents {
  const { history } = flow.execution;
  const { line } = flow;
  const failed = (failure: StateFailure) => {
    history.add(line, 'LambdaFunctionFailed', { lambdaFunctionFailedEventDetails: errorAndCauseOf(failure) });
  };
  return {
    scheduled: ({ text }, { timeoutSeconds }) => {
      const timeout = defined({ timeoutInSeconds: timeoutSeconds });
      history.add(line, 'LambdaFunctionScheduled', {
        lambdaFunctionScheduledEventDetails: { resource, input: text, inputDetails: isTruncated, ...timeout },
      });
      history.add(line, 'LambdaFunctionStarted');
    },
    submitted: () => undefined,
    succeeded: ({ text }) => {
      const details = { output: text, outputDetails: isTruncated };
      history.add(line, 'LambdaFunctionSucceeded', { lambdaFunctionSucceededEventDetails: details });
    },
    failed,
    submitFailed: failed,
    timedOut: (failure) => {
      history.add(line, 'LambdaFunctionTimedOut', { lambdaFunctionTimedOutEventDetails: errorAndCauseOf(failure) });
    },
  };
}

function taskEvents({ flow }: Visit<TaskState>, names: { resourceType: string; resource: string }): TaskEvents {
  const { history, machine } = flow.execution;
  const { line } = flow;
  const outputOf = ({ text }: Document) => ({ ...names, output: text, outputDetails: isTruncated });
  const failureOf = (failure: StateFailure) => ({ ...names, ...errorAndCauseOf(failure) });
  return {
    scheduled: ({ text }, limits) => {
      const details = { ...names, region: machine.region, parameters: text, ...limitsOf(limits) };
      history.add(line, 'TaskScheduled', { taskScheduledEventDetails: details });
      history.add(line, 'TaskStarted', { taskStartedEventDetails: names });
    },
    submitted: (output) => {
      history.add(line, 'TaskSubmitted', { taskSubmittedEventDetails: outputOf(output) });
    },
    succeeded: (output) => {
      history.add(line, 'TaskSucceeded', { taskSucceededEventDetails: outputOf(output) });
    },
    failed: (failure) => {
      history.add(line, 'TaskFailed', { taskFailedEventDetails: failureOf(failure) });
    },
    submitFailed: (failure) => {
      history.add(line, 'TaskSubmitFailed', { taskSubmitFailedEventDetails: failureOf(failure) });
    },
    timedOut: (failure) => {
      history.add(line, 'TaskTimedOut', { taskTimedOutEventDetails: failureOf(failure) });
    },
  };
}

const limitsOf = ({ timeoutSeconds, heartbeatSeconds }: Limits) => ({
  ...defined({ timeoutInSeconds: timeoutSeconds, heartbeatInSeconds: heartbeatSeconds }),
});

function namesOf(resource: Exclude<Resource, { kind: 'function' }>) {
  const { kind, service, action, pattern } = resource;
  const resourceType = kind === 'sdk' ? `aws-sdk:${service}` : service;
  return { resourceType, resource: pattern === 'requestResponse' ? action : `${action}.${pattern}` };
}
