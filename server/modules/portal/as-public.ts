import { type Actor, type Call, hubActor, visitor } from "#kernel/call";

/** Everybody, as search and registry see them: what is shown to the public does not depend on who looks. */
export const publicActor: Actor = { ...visitor, departments: [] };

export const asPublic = (call: Call): Call => ({ ...call, actor: publicActor });

/** The hub's own eyes, where the portal has to know more than it shows. */
export const asHub = (call: Call): Call => ({ ...call, actor: hubActor });
