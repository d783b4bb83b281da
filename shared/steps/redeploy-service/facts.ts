import type { Reading } from '../../domain/reading.ts';

/** docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html */
export type Rollout = Readonly<{
  id: string;
  /** The newest of the service; the others are being replaced. */
  isPrimary: boolean;
  /** ECS tells none of a service behind a Classic Load Balancer. */
  state: string | undefined;
  reason: string;
  desired: number;
  running: number;
  /** ISO 8601 in UTC. */
  createdAt: string;
}>;

export type ServiceFacts = Readonly<{
  status: string;
  /** Who replaces tasks: ECS, CodeDeploy or somebody else; and by which strategy ECS does. */
  controller: string;
  strategy: string;
  desired: number;
  minimumHealthyPercent: number;
  /** Gives up a deployment whose tasks do not start. */
  hasCircuitBreaker: boolean;
  /** What ECS told last of its deployments, the newest first: of one that was rolled back nothing else remains. */
  events: readonly string[];
  /** The primary one first. */
  deployments: readonly Rollout[];
}>;

export type RedeployServiceFacts = Readonly<{
  service: Reading<ServiceFacts>;
  /** Why tasks of the deployment that is waited for have stopped; read only until it is complete. */
  stopReasons: Reading<readonly string[]>;
}>;
