/** Where the object of an entry can be looked at; null for kinds without a page of their own. */
export function hrefOfObject({ kind, id }: { kind: string; id: string }): string | null {
  const pages: Readonly<Record<string, string>> = {
    department: "/registry/departments/",
    division: "/registry/divisions/",
    element: "/dictionary/elements/",
    "code-set": "/dictionary/code-sets/",
    resource: "/catalog/",
    load: "/intake/loads/",
    source: "/intake/sources/",
    follow: "/intake/follows/",
    job: "/operations/jobs/",
    commitment: "/clock/commitments/",
    grant: "/gate/grants/",
    demand: "/sharing/demands/",
    application: "/sharing/applications/",
    request: "/sharing/requests/",
    case: "/sharing/cases/",
    dispute: "/sharing/disputes/",
    correction: "/sharing/corrections/",
    order: "/sharing/orders/",
  };
  const page = pages[kind];
  return page === undefined ? null : `${page}${encodeURIComponent(id)}`;
}
