import type { Configuration } from './deployment-configuration.ts';

/** What runs in one task; `stop` ends it. Rejects when the container cannot be started. */
export type StartTask = () => Promise<{ stop: () => Promise<void> }>;

export type TaskDefinition = Readonly<{ arn: string; family: string; revision: number; startTask: StartTask }>;

export type Deployment = {
  readonly id: string;
  readonly taskDefinition: TaskDefinition;
  readonly createdAt: number;
  updatedAt: number;
  /** FAILED needs a deployment circuit breaker: without one what never runs stays IN_PROGRESS for ever. */
  rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  rolloutStateReason: string;
  /** One after the other: a task that runs sets it back to zero. */
  failedTasks: number;
};

type TaskStatus = 'PROVISIONING' | 'PENDING' | 'RUNNING' | 'STOPPING' | 'STOPPED';

export type Task = {
  readonly arn: string;
  readonly deployment: Deployment;
  readonly createdAt: number;
  lastStatus: TaskStatus;
  desiredStatus: 'RUNNING' | 'STOPPED';
  startedAt: number | undefined;
  stoppedAt: number | undefined;
  stoppedReason: string | undefined;
  stop: (() => Promise<void>) | undefined;
};

export const isLive = (task: Task): boolean => task.desiredStatus === 'RUNNING';

export const isRunning = (task: Task): boolean => task.lastStatus === 'RUNNING';

export const isPending = ({ lastStatus }: Task): boolean => lastStatus === 'PROVISIONING' || lastStatus === 'PENDING';

export type ServiceEvent = Readonly<{ id: string; at: number; message: string }>;

/** An ECS service. `deployments[0]` is the PRIMARY; those behind it are being replaced. */
export type EcsService = {
  readonly region: string;
  readonly cluster: string;
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly provisionSeconds: number;
  readonly stopSeconds: number;
  desired: number;
  configuration: Configuration;
  deployments: readonly [Deployment, ...Deployment[]];
  tasks: Task[];
  readonly events: ServiceEvent[];
};

export function addEvent(service: EcsService, event: ServiceEvent): void {
  service.events.unshift(event);
}
