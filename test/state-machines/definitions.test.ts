import { createMachineRoom } from 'simulated-aws/test/step-functions/machine-room.ts';
import { describe, expect, it } from 'vitest';
import { machineNames, readDefinition } from '../../deployment/machine-files.ts';

describe('the machines of the project', () => {
  it.each(machineNames)('%s has nothing in it that the interpreter does not know', (name) => {
    expect(() => createMachineRoom().create('m', readDefinition(name))).not.toThrow();
  });

  it('are found', () => {
    expect(machineNames).toContain('recover');
  });
});
