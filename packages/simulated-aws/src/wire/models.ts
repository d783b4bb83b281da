import { type CatalogueEntry, entryOf } from './catalogue.ts';
import { readModel, type ServiceModel } from './model.ts';

/** Clients of the SDK are large; each is loaded when the first request for its service comes. */
export function createModels() {
  const loaded = new Map<string, Promise<ServiceModel>>();

  const load = async (entry: CatalogueEntry): Promise<ServiceModel> => readModel(entry, await entry.load());

  return (service: string): Promise<ServiceModel> | undefined => {
    const entry = entryOf(service);
    if (entry === undefined) return undefined;
    const model = loaded.get(service) ?? load(entry);
    loaded.set(service, model);
    return model;
  };
}

/** For what the catalogue does not know: enough to say so in the protocol of the request. */
export const unknownService = (name: string): ServiceModel => ({
  entry: { name, protocol: 'awsJson1.0', load: async () => ({}) },
  operations: new Map(),
  errors: new Map(),
});
