import { readFileSync, writeFileSync } from 'node:fs';
import { readmeFile, withServices } from './services.ts';

writeFileSync(readmeFile, withServices(readFileSync(readmeFile, 'utf8')));
