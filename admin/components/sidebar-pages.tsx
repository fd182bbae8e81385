/** Pages stand in the menu among the sections (`sidebar-sections.tsx`): AdminJS would list them apart once more. */
export default function SidebarPages() {
  return null;
}
