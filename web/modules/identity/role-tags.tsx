import { type Role, roleNames } from "#contract/identity";
import { Tag, useText } from "#kit";

export function RoleTags({ roles }: { roles: readonly Role[] }) {
  const text = useText();
  return (
    <span className="row g1 wrap">
      {roles.map((role) => (
        <Tag key={role} tone="line">
          {text(roleNames[role])}
        </Tag>
      ))}
    </span>
  );
}
