import { z } from "zod";

/** Schemas compile themselves with `new Function`, which the content security policy forbids; this turns it off. */
z.config({ jitless: true });
