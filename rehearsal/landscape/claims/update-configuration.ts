import { ofKind } from './of-kind.ts';

/** The service of that Region is told by it where its database is. */
export const updatedConfiguration = ofKind(
  'updateConfiguration',
  ({ updateConfiguration: { region: side, target, value } }) => [
    { is: 'configuration', side, target, instance: value.endpointOf },
  ],
);
