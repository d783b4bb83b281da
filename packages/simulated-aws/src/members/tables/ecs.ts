import type { MemberTable } from '../selection.ts';

export const ecs: MemberTable = {
  DescribeServices: 'cluster services',
  UpdateService:
    'cluster service desiredCount taskDefinition deploymentConfiguration{deploymentCircuitBreaker{enable ' +
    'rollback} maximumPercent minimumHealthyPercent} forceNewDeployment',
  ListTasks: 'cluster nextToken maxResults serviceName desiredStatus',
  DescribeTasks: 'cluster tasks',
  ListClusters: 'nextToken maxResults',
  DescribeClusters: 'clusters',
  ListServices: 'cluster nextToken maxResults launchType schedulingStrategy',
  DescribeTaskDefinition: 'taskDefinition',
  ListTaskDefinitions: 'familyPrefix status sort nextToken maxResults',
  ListTaskDefinitionFamilies: 'familyPrefix status nextToken maxResults',
};
