import { describe, expect, it } from 'vitest';
import { machineNames, readDefinition } from '../../scripts/machine-files.ts';
import { createMachineRoom } from '../simulation/step-functions/machine-room.ts';

describe('the machines of the project', () => {
  it.each(machineNames)('%s has nothing in it that the interpreter does not know', (name) => {
    expect(() => createMachineRoom().create('m', readDefinition(name))).not.toThrow();
  });

  it('are found', () => {
    expect(machineNames).toContain('recover');
  });
});
