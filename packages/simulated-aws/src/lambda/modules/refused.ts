import { notSimulated } from '../../call.ts';
import type { Module } from '../host.ts';

/**
 * A module that may be required (bundles do so at the top for code that never runs) but not used: each of its members is a
 * function that refuses by name. The refusal is in the prototype, where esbuild's copy of the module finds it, too.
 */
export function refused(name: string): Module {
  const refusal = new Proxy<Module>(
    {},
    {
      get: (plain, key, receiver) => {
        if (typeof key === 'symbol' || key in plain || isAskedByTools(key)) return Reflect.get(plain, key, receiver);
        return refuse(`${name}.${key} in a Lambda function`);
      },
    },
  );
  const module: Module = Object.create(refusal);
  return module;
}

const isAskedByTools = (key: string) => key === '__esModule' || key === 'then' || key === 'default' || key === 'toJSON';

/** Refuses a call and a `new` alike. */
function refuse(what: string) {
  function refusal(): never {
    throw notSimulated(what);
  }
  return refusal;
}
