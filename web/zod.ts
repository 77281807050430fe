import { z } from "zod/v4";

/**
 * The schema library as the browser gets it (`vite.config.ts` puts this file in its place). Schemas would compile
 * themselves with `new Function` when they are made, which the content security policy forbids.
 */
z.config({ jitless: true });

export { z };
