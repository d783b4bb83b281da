import type {
  DescribeTaskDefinitionRequest,
  DescribeTaskDefinitionResponse,
  ListTaskDefinitionFamiliesRequest,
  ListTaskDefinitionFamiliesResponse,
  ListTaskDefinitionsRequest,
  ListTaskDefinitionsResponse,
} from '@aws-sdk/client-ecs';
import type { Call } from '../../call.ts';
import { pageOfArns } from './list.ts';
import type { TaskDefinition } from './service.ts';
import { requireTaskDefinition, type Store } from './store.ts';

/** What its containers are is not known: a task here is a function of the simulation. */
export const describeTaskDefinition =
  (store: Store) =>
  (input: DescribeTaskDefinitionRequest, { region }: Call): DescribeTaskDefinitionResponse => {
    const { arn, family, revision } = requireTaskDefinition(store, region, input.taskDefinition ?? '');
    return {
      taskDefinition: {
        ...{ taskDefinitionArn: arn, family, revision, status: 'ACTIVE' },
        compatibilities: ['FARGATE'],
        requiresCompatibilities: ['FARGATE'],
      },
    };
  };

/** By family and revision; `familyPrefix` is a whole family in spite of its name. None is ever INACTIVE. */
export const listTaskDefinitions =
  (store: Store) =>
  (input: ListTaskDefinitionsRequest, { region }: Call): ListTaskDefinitionsResponse => {
    const { familyPrefix, status = 'ACTIVE', sort = 'ASC' } = input;
    const found = definitionsIn(store, region)
      .filter(({ family }) => status === 'ACTIVE' && family === (familyPrefix ?? family))
      .map(({ arn }) => arn);
    const { items, next } = pageOfArns(sort === 'DESC' ? found.reverse() : found, input);
    return { taskDefinitionArns: [...items], nextToken: next };
  };

const definitionsIn = ({ taskDefinitions }: Store, region: string): TaskDefinition[] =>
  [...(taskDefinitions.get(region) ?? [])].sort(
    (left, right) =>
      (left.family < right.family ? -1 : 1) * Number(left.family !== right.family) || left.revision - right.revision,
  );

export const listTaskDefinitionFamilies =
  (store: Store) =>
  (input: ListTaskDefinitionFamiliesRequest, { region }: Call): ListTaskDefinitionFamiliesResponse => {
    const { familyPrefix: prefix = '', status = 'ACTIVE' } = input;
    const families = new Set(definitionsIn(store, region).map(({ family }) => family));
    const found = status === 'INACTIVE' ? [] : [...families].filter((family) => family.startsWith(prefix));
    const { items, next } = pageOfArns(found, input);
    return { families: [...items], nextToken: next };
  };
