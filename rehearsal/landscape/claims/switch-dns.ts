import { ofKind } from './of-kind.ts';

/** Clients know the service by this name. */
export const switchedName = ofKind('switchDns', ({ switchDns: spec }) => [{ is: 'name', spec }]);
