import type { ResourceWithOptions } from 'adminjs';
import { accountActions } from './actions/account.actions.js';
import { broadcastActions } from './actions/broadcast.actions.js';
import { clientActions } from './actions/client.actions.js';
import { importActions } from './actions/import.actions.js';
import { closureActions } from './actions/closure.actions.js';
import { deliveryActions } from './actions/delivery.actions.js';
import { auditActions, paymentActions } from './actions/payment.actions.js';
import {
  coachActions,
  freezeActions,
  groupActions,
  planActions,
  settingActions,
  staffActions,
  tokenActions,
  visitActions,
} from './actions/record.actions.js';
import { sessionActions } from './actions/session.actions.js';
import type { PanelDependencies } from './panel-dependencies.js';
import { toAdminResource } from './resource-options.js';
import { clientResource } from './resources/client.resource.js';
import { closureResource } from './resources/closure.resource.js';
import { coachResource, groupResource, invitationResource, sessionResource } from './resources/group.resources.js';
import { importResource } from './resources/import.resource.js';
import { freezeResource, paymentResource, visitResource } from './resources/membership.resources.js';
import { broadcastResource, deliveryResource } from './resources/message.resources.js';
import {
  auditResource,
  planResource,
  settingResource,
  staffResource,
  tokenResource,
} from './resources/owner.resources.js';

/** Every resource, in the order of the sidebar. */
export function panelResources(dependencies: PanelDependencies): ResourceWithOptions[] {
  return [
    toAdminResource(clientResource(dependencies), clientActions(dependencies)),
    toAdminResource(paymentResource(dependencies), paymentActions(dependencies)),
    toAdminResource(freezeResource(), freezeActions(dependencies)),
    toAdminResource(closureResource(dependencies), closureActions(dependencies)),
    toAdminResource(visitResource(dependencies), visitActions(dependencies)),
    toAdminResource(groupResource(dependencies), groupActions(dependencies)),
    toAdminResource(sessionResource(dependencies), sessionActions(dependencies)),
    toAdminResource(coachResource(dependencies), coachActions(dependencies)),
    toAdminResource(invitationResource()),
    toAdminResource(broadcastResource(), broadcastActions(dependencies)),
    toAdminResource(deliveryResource(dependencies), deliveryActions(dependencies)),
    toAdminResource(planResource(dependencies), planActions(dependencies)),
    toAdminResource(staffResource(dependencies), { ...staffActions(dependencies), ...accountActions(dependencies) }),
    toAdminResource(settingResource(), settingActions(dependencies)),
    toAdminResource(auditResource(), auditActions(dependencies)),
    toAdminResource(tokenResource(), tokenActions(dependencies)),
    toAdminResource(importResource(), importActions(dependencies)),
  ];
}
