import type { Clock } from '../../clock/clock.ts';
import type { ServiceModel } from '../../wire/model.ts';
import { createModels } from '../../wire/models.ts';

const modelOf = createModels();

/** The schemas come from a file: the world stands still until they are read. `undefined` for what the wire does not speak. */
export async function loadModel(clock: Clock, service: string): Promise<ServiceModel | undefined> {
  const release = clock.hold();
  try {
    return await modelOf(service);
  } finally {
    release();
  }
}

/** describeDBInstances → DescribeDBInstances */
export const operationName = (action: string): string => action.charAt(0).toUpperCase() + action.slice(1);
