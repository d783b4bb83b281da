import * as z from 'zod';

/** What a text must be, where … stands for anything. It says something: a pattern of dots alone would be no expectation. */
export const Pattern = z.string().refine((text) => text.replaceAll('…', '').trim().length >= 3, 'it expects nothing');
