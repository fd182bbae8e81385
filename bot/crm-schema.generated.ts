// Made from /api/openapi.json: UPDATE_API_TYPES=true npm test tests/http/client-types.test.ts

export interface paths {
    "/telegram-users/{telegramId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who writes to the bot
         * @description Needs the scope `read`. In Telegram for the person named by the address.
         */
        get: operations["getTelegramUsersTelegramId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Clients by status, group or name
         * @description Needs the scope `read`. In Telegram for an admin.
         */
        get: operations["getClients"];
        put?: never;
        /**
         * Register a client
         * @description Needs the scope `write`. In Telegram for the person of `telegramId`.
         */
        post: operations["postClients"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clients/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many clients, today or on a day
         * @description Needs the scope `read`. In Telegram for an admin.
         */
        get: operations["getClientsCount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clients/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A client with memberships and freezes
         * @description Needs the scope `read`. In Telegram for the person named by the address or an admin.
         */
        get: operations["getClientsId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clients/by-telegram/{telegramId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change personal data
         * @description Needs the scope `write`. In Telegram for the person named by the address.
         */
        patch: operations["patchClientsByTelegramTelegramId"];
        trace?: never;
    };
    "/clients/by-telegram/{telegramId}/photo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The photo
         * @description Needs the scope `read`. In Telegram for the person named by the address.
         */
        get: operations["getClientsByTelegramTelegramIdPhoto"];
        /**
         * Replace the photo: JPEG, PNG or WebP
         * @description Needs the scope `write`. In Telegram for the person named by the address.
         */
        put: operations["putClientsByTelegramTelegramIdPhoto"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/link-codes/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whose record a link opens, masked
         * @description Needs the scope `write`. In Telegram for the person of `telegramId`.
         */
        post: operations["postLinkCodesCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/link-codes/use": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Link a record with a Telegram account
         * @description Needs the scope `write`. In Telegram for the person of `telegramId`.
         */
        post: operations["postLinkCodesUse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/telegram-users/{telegramId}/reachability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * The person blocked the bot, or came back
         * @description Needs the scope `bot`.
         */
        put: operations["putTelegramUsersTelegramIdReachability"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/telegram-users/{telegramId}/refused-presses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep a press that was not theirs
         * @description Needs the scope `bot`.
         */
        post: operations["postTelegramUsersTelegramIdRefusedPresses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clients/by-telegram/{telegramId}/erasure-request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When the person asked to be erased
         * @description Needs the scope `read`. In Telegram for the person named by the address.
         */
        get: operations["getClientsByTelegramTelegramIdErasureRequest"];
        put?: never;
        /**
         * Ask to be erased; the owner decides
         * @description Needs the scope `write`. In Telegram for the person named by the address.
         */
        post: operations["postClientsByTelegramTelegramIdErasureRequest"];
        /**
         * Withdraw the request
         * @description Needs the scope `write`. In Telegram for the person named by the address.
         */
        delete: operations["deleteClientsByTelegramTelegramIdErasureRequest"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What may be sold now
         * @description Needs the scope `read`. In Telegram for an admin.
         */
        get: operations["getPlans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clients/{id}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A client’s payments with their periods
         * @description Needs the scope `read`. In Telegram for the person named by the address or an admin.
         */
        get: operations["getClientsIdPayments"];
        put?: never;
        /**
         * Sell the next membership period
         * @description Needs the scope `write`. In Telegram for an admin.
         */
        post: operations["postClientsIdPayments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clients/{id}/freeze-terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether and how a freeze may be asked for now
         * @description Needs the scope `read`. In Telegram for the person named by the address or an admin.
         */
        get: operations["getClientsIdFreezeTerms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clients/{id}/freezes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Freeze; names every period that moves
         * @description Needs the scope `write`. In Telegram for the person named by the address or an admin.
         */
        post: operations["postClientsIdFreezes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/freezes/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a freeze early; a preview writes nothing
         * @description Needs the scope `write`. In Telegram for a client or an admin.
         */
        post: operations["postFreezesIdResume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/freezes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Cancel a freeze that has not begun
         * @description Needs the scope `write`. In Telegram for a client or an admin.
         */
        delete: operations["deleteFreezesId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Living groups
         * @description Needs the scope `read`. In Telegram for an admin.
         */
        get: operations["getGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups/{id}/clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The clients of one group
         * @description Needs the scope `read`. In Telegram for an admin.
         */
        get: operations["getGroupsIdClients"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups/{id}/coaches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who may lead a session: the usual coach and the others
         * @description Needs the scope `read`. In Telegram for an admin.
         */
        get: operations["getGroupsIdCoaches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trainings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a visit; twice is the same visit
         * @description Needs the scope `write`. In Telegram for an admin.
         */
        post: operations["postTrainings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/group-trainings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a session and invite its group
         * @description Needs the scope `write`. In Telegram for an admin.
         */
        post: operations["postGroupTrainings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/group-trainings/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The session does not take place
         * @description Needs the scope `write`. In Telegram for an admin.
         */
        post: operations["postGroupTrainingsIdCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/group-trainings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A session and who comes
         * @description Needs the scope `read`. In Telegram for an admin or a coach.
         */
        get: operations["getGroupTrainingsId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/group-trainings/{id}/attendance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Came, or did not come
         * @description Needs the scope `write`. In Telegram for an admin or a coach.
         */
        post: operations["postGroupTrainingsIdAttendance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/group-trainings/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Everyone who came is marked
         * @description Needs the scope `write`. In Telegram for an admin or a coach.
         */
        post: operations["postGroupTrainingsIdClose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/group-trainings/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open it again, for two hours after closing
         * @description Needs the scope `write`. In Telegram for an admin or a coach.
         */
        post: operations["postGroupTrainingsIdReopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/coaches/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a coach leads, and the sessions of the coach’s groups
         * @description Needs the scope `read`. In Telegram for an admin or the coach named by the address.
         */
        get: operations["getCoachesIdSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clients/{id}/timetable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The client’s group and its sessions of 14 days
         * @description Needs the scope `read`. In Telegram for the person named by the address or an admin.
         */
        get: operations["getClientsIdTimetable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clients/{id}/visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How often a client came; the newest 50 visits
         * @description Needs the scope `read`. In Telegram for the person named by the address or an admin.
         */
        get: operations["getClientsIdVisits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invitations/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The invited person comes; gives the link
         * @description Needs the scope `write`. In Telegram for the person of `telegramId`.
         */
        post: operations["postInvitationsIdAccept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invitations/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The invited person does not come
         * @description Needs the scope `write`. In Telegram for the person of `telegramId`.
         */
        post: operations["postInvitationsIdDecline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The studio’s numbers day by day, at most 366 days
         * @description Needs the scope `read`. In Telegram for an admin.
         */
        get: operations["getStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/coaches/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sessions and visits per coach
         * @description Needs the scope `read`. In Telegram for an admin.
         */
        get: operations["getCoachesStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings/admin-telegram-ids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who may use the bot’s admin commands
         * @description Needs the scope `read`.
         */
        get: operations["getSettingsAdminTelegramIds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deliveries/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take messages that are due
         * @description Needs the scope `bot`.
         */
        post: operations["postDeliveriesClaim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deliveries/step": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report sent messages and begin others
         * @description Needs the scope `bot`.
         */
        post: operations["postDeliveriesStep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/broadcasts/audience": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whom a broadcast would reach today
         * @description Needs the scope `read`. In Telegram for an admin.
         */
        get: operations["getBroadcastsAudience"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/broadcasts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write to an audience, now or later
         * @description Needs the scope `write`. In Telegram for an admin.
         */
        post: operations["postBroadcasts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/broadcasts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A broadcast and how it goes
         * @description Needs the scope `read`. In Telegram for an admin.
         */
        get: operations["getBroadcastsId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/broadcasts/{id}/photo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The photo
         * @description Needs the scope `bot`.
         */
        get: operations["getBroadcastsIdPhoto"];
        /**
         * Replace the photo: JPEG, PNG or WebP
         * @description Needs the scope `write`. In Telegram for an admin.
         */
        put: operations["putBroadcastsIdPhoto"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/broadcasts/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a draft, now or later
         * @description Needs the scope `write`. In Telegram for an admin.
         */
        post: operations["postBroadcastsIdStart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/broadcasts/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hold a broadcast back
         * @description Needs the scope `write`. In Telegram for an admin.
         */
        post: operations["postBroadcastsIdPause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/broadcasts/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on with a broadcast
         * @description Needs the scope `write`. In Telegram for an admin.
         */
        post: operations["postBroadcastsIdResume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/broadcasts/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a broadcast
         * @description Needs the scope `write`. In Telegram for an admin.
         */
        post: operations["postBroadcastsIdCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            type: string;
            status: number;
            title: string;
            detail: string;
            code: string;
            params?: {
                [key: string]: string | number;
            };
            errors?: {
                path: string;
                message: string;
                code?: string;
                params?: {
                    [key: string]: string | number;
                };
            }[];
            requestId: string;
        };
    };
    responses: {
        /** @description malformed */
        Refused400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "malformed";
                };
            };
        };
        /** @description unauthorized */
        Refused401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "unauthorized";
                };
            };
        };
        /** @description forbidden */
        Refused403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "forbidden";
                };
            };
        };
        /** @description not_found */
        Refused404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "not_found";
                };
            };
        };
        /** @description payload_too_large */
        Refused413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "payload_too_large";
                };
            };
        };
        /** @description unsupported_media_type */
        Refused415: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "unsupported_media_type";
                };
            };
        };
        /** @description Values that are refused, by field */
        Refused422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "invalid_input" | "required" | "too_long" | "too_short" | "not_a_date" | "date_in_future" | "date_too_far" | "not_a_number" | "out_of_range" | "days_or_months" | "not_an_amount" | "not_a_phone" | "not_an_email" | "not_an_option" | "not_an_image" | "not_a_link" | "not_a_time" | "not_a_telegram_id" | "invalid_characters" | "contact_required" | "end_before_start" | "password_too_weak" | "wrong_code" | "wrong_password" | "start_in_past" | "transfer_to_self" | "nothing_changed" | "paid_too_much" | "bad_markup";
                };
            };
        };
        /** @description rate_limited */
        Refused429: {
            headers: {
                /** @description Seconds to wait. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "rate_limited";
                };
            };
        };
        /** @description internal */
        Refused500: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "internal";
                };
            };
        };
        /** @description unavailable, not_writable */
        Refused503: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "unavailable" | "not_writable";
                };
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getTelegramUsersTelegramId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer: the same one is then told as 304, without a body. */
                "If-None-Match"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                telegramId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "client" | "archived" | "coach" | "unknown";
                        isAdmin: boolean;
                        clientId: number | null;
                        coachId: number | null;
                        language: ("ru" | "en") | null;
                        broadcastsStopped: boolean;
                    };
                };
            };
            /** @description As the caller has it: see If-None-Match */
            304: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    getClients: {
        parameters: {
            query?: {
                limit?: string;
                cursor?: string;
                status?: "active" | "frozen" | "upcoming" | "expired" | "new" | "archived" | "expiring" | "inactive" | "owing" | "all";
                groupId?: string;
                q?: string;
            };
            header?: {
                /** @description The ETag of an earlier answer: the same one is then told as 304, without a body. */
                "If-None-Match"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: number;
                            firstName: string;
                            lastName: string;
                            phone: string | null;
                            phoneVerified: boolean;
                            email: string | null;
                            region: string | null;
                            birthDate: string | null;
                            cardNumber: string | null;
                            telegramId: string | null;
                            language: ("ru" | "en") | null;
                            groupId: number | null;
                            hasPhoto: boolean;
                            /** @enum {string} */
                            status: "active" | "frozen" | "upcoming" | "expired" | "new" | "archived";
                            endDate: string | null;
                            daysLeft: number;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description As the caller has it: see If-None-Match */
            304: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postClients: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    firstName?: string;
                    lastName?: string | null;
                    phone?: string | null;
                    phoneVerified?: boolean;
                    email?: string | null;
                    region?: string | null;
                    birthDate?: string | null;
                    /** @enum {string} */
                    language?: "ru" | "en";
                    telegramUsername?: string | null;
                    telegramId?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        firstName: string;
                        lastName: string;
                        phone: string | null;
                        phoneVerified: boolean;
                        email: string | null;
                        region: string | null;
                        birthDate: string | null;
                        cardNumber: string | null;
                        telegramId: string | null;
                        language: ("ru" | "en") | null;
                        groupId: number | null;
                        hasPhoto: boolean;
                        /** @enum {string} */
                        status: "active" | "frozen" | "upcoming" | "expired" | "new" | "archived";
                        endDate: string | null;
                        daysLeft: number;
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            /** @description idempotency_key_reused, client_exists, client_archived, is_coach */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "idempotency_key_reused" | "client_exists" | "client_archived" | "is_coach";
                    };
                };
            };
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    getClientsCount: {
        parameters: {
            query?: {
                status?: "active" | "frozen" | "upcoming" | "expired" | "new" | "archived" | "expiring" | "inactive" | "owing" | "all";
                date?: string;
            };
            header?: {
                /** @description The ETag of an earlier answer: the same one is then told as 304, without a body. */
                "If-None-Match"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                    };
                };
            };
            /** @description As the caller has it: see If-None-Match */
            304: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    getClientsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer: the same one is then told as 304, without a body. */
                "If-None-Match"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        firstName: string;
                        lastName: string;
                        phone: string | null;
                        phoneVerified: boolean;
                        email: string | null;
                        region: string | null;
                        birthDate: string | null;
                        cardNumber: string | null;
                        telegramId: string | null;
                        language: ("ru" | "en") | null;
                        groupId: number | null;
                        hasPhoto: boolean;
                        /** @enum {string} */
                        status: "active" | "frozen" | "upcoming" | "expired" | "new" | "archived";
                        endDate: string | null;
                        daysLeft: number;
                        group: {
                            id: number;
                            name: string;
                        } | null;
                        membership: {
                            id: number;
                            planName: string | null;
                            durationDays: number;
                            durationMonths: number | null;
                            isTrial: boolean;
                            amount: string;
                            paid: string;
                            owed: string;
                            /** @enum {string} */
                            method: "cash" | "card" | "transfer" | "other";
                            /** Format: date */
                            saleDate: string;
                            /** Format: date */
                            startDate: string;
                            /** Format: date */
                            endDate: string;
                            refundDate: string | null;
                            transferDate: string | null;
                            transferredFrom: {
                                id: number;
                                name: string;
                            } | null;
                            transferredTo: {
                                id: number;
                                name: string;
                            } | null;
                            visitLimit: number | null;
                            visitsUsed: number;
                            explanation: ({
                                /** @constant */
                                kind: "sold";
                                days: number;
                                months?: number;
                                /** Format: date */
                                startDate: string;
                                /** @enum {string} */
                                reason: "sale" | "asked" | "after_previous";
                            } | {
                                /** @constant */
                                kind: "frozen";
                                /** Format: date */
                                startDate: string;
                                /** Format: date */
                                endDate: string;
                                days: number;
                            } | {
                                /** @constant */
                                kind: "closed";
                                /** Format: date */
                                startDate: string;
                                /** Format: date */
                                endDate: string;
                                days: number;
                                reason: string;
                            } | {
                                /** @constant */
                                kind: "refunded";
                                /** Format: date */
                                date: string;
                            } | {
                                /** @constant */
                                kind: "transferred";
                                /** Format: date */
                                date: string;
                            } | {
                                /** @constant */
                                kind: "used_up";
                                visits: number;
                                /** Format: date */
                                date: string;
                            } | {
                                /** @constant */
                                kind: "ends";
                                /** Format: date */
                                endDate: string;
                            } | {
                                /** @constant */
                                kind: "none";
                            })[];
                        } | null;
                        memberships: {
                            id: number;
                            planName: string | null;
                            durationDays: number;
                            durationMonths: number | null;
                            isTrial: boolean;
                            amount: string;
                            paid: string;
                            owed: string;
                            /** @enum {string} */
                            method: "cash" | "card" | "transfer" | "other";
                            /** Format: date */
                            saleDate: string;
                            /** Format: date */
                            startDate: string;
                            /** Format: date */
                            endDate: string;
                            refundDate: string | null;
                            transferDate: string | null;
                            transferredFrom: {
                                id: number;
                                name: string;
                            } | null;
                            transferredTo: {
                                id: number;
                                name: string;
                            } | null;
                            visitLimit: number | null;
                            visitsUsed: number;
                            explanation: ({
                                /** @constant */
                                kind: "sold";
                                days: number;
                                months?: number;
                                /** Format: date */
                                startDate: string;
                                /** @enum {string} */
                                reason: "sale" | "asked" | "after_previous";
                            } | {
                                /** @constant */
                                kind: "frozen";
                                /** Format: date */
                                startDate: string;
                                /** Format: date */
                                endDate: string;
                                days: number;
                            } | {
                                /** @constant */
                                kind: "closed";
                                /** Format: date */
                                startDate: string;
                                /** Format: date */
                                endDate: string;
                                days: number;
                                reason: string;
                            } | {
                                /** @constant */
                                kind: "refunded";
                                /** Format: date */
                                date: string;
                            } | {
                                /** @constant */
                                kind: "transferred";
                                /** Format: date */
                                date: string;
                            } | {
                                /** @constant */
                                kind: "used_up";
                                visits: number;
                                /** Format: date */
                                date: string;
                            } | {
                                /** @constant */
                                kind: "ends";
                                /** Format: date */
                                endDate: string;
                            } | {
                                /** @constant */
                                kind: "none";
                            })[];
                        }[];
                        freezes: {
                            id: number;
                            /** Format: date */
                            startDate: string;
                            /** Format: date */
                            endDate: string;
                            days: number;
                            reason: string | null;
                        }[];
                        visitCount: number;
                    };
                };
            };
            /** @description As the caller has it: see If-None-Match */
            304: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    patchClientsByTelegramTelegramId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                telegramId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    firstName?: string;
                    lastName?: string | null;
                    phone?: string | null;
                    phoneVerified?: boolean;
                    email?: string | null;
                    region?: string | null;
                    birthDate?: string | null;
                    /** @enum {string} */
                    language?: "ru" | "en";
                    telegramUsername?: string | null;
                    broadcastsStopped?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        firstName: string;
                        lastName: string;
                        phone: string | null;
                        phoneVerified: boolean;
                        email: string | null;
                        region: string | null;
                        birthDate: string | null;
                        cardNumber: string | null;
                        telegramId: string | null;
                        language: ("ru" | "en") | null;
                        groupId: number | null;
                        hasPhoto: boolean;
                        /** @enum {string} */
                        status: "active" | "frozen" | "upcoming" | "expired" | "new" | "archived";
                        endDate: string | null;
                        daysLeft: number;
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            /** @description client_archived, telegram_id_taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "client_archived" | "telegram_id_taken";
                    };
                };
            };
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    getClientsByTelegramTelegramIdPhoto: {
        parameters: {
            query?: never;
            header?: {
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                telegramId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/*": string;
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    putClientsByTelegramTelegramIdPhoto: {
        parameters: {
            query?: never;
            header?: {
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                telegramId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/*": string;
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            /** @description client_archived */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "client_archived";
                    };
                };
            };
            413: components["responses"]["Refused413"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postLinkCodesCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                    telegramId: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        phone: string | null;
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            /** @description already_linked, client_archived, is_coach, telegram_id_taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "already_linked" | "client_archived" | "is_coach" | "telegram_id_taken";
                    };
                };
            };
            /** @description link_code_expired */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "link_code_expired";
                    };
                };
            };
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postLinkCodesUse: {
        parameters: {
            query?: never;
            header?: {
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                    telegramId: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        clientId: number;
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            /** @description already_linked, client_archived, is_coach, telegram_id_taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "already_linked" | "client_archived" | "is_coach" | "telegram_id_taken";
                    };
                };
            };
            /** @description link_code_expired */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "link_code_expired";
                    };
                };
            };
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    putTelegramUsersTelegramIdReachability: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                telegramId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reachable: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postTelegramUsersTelegramIdRefusedPresses: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                telegramId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    reason: "forged" | "foreign" | "expired" | "not_allowed";
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    getClientsByTelegramTelegramIdErasureRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer: the same one is then told as 304, without a body. */
                "If-None-Match"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                telegramId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        requestedAt: string | null;
                    };
                };
            };
            /** @description As the caller has it: see If-None-Match */
            304: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postClientsByTelegramTelegramIdErasureRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                telegramId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        requestedAt: string | null;
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            /** @description client_archived */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "client_archived";
                    };
                };
            };
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    deleteClientsByTelegramTelegramIdErasureRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                telegramId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        requestedAt: string | null;
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            /** @description client_archived */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "client_archived";
                    };
                };
            };
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    getPlans: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer: the same one is then told as 304, without a body. */
                "If-None-Match"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: number;
                            name: string;
                            price: string;
                            durationDays: number;
                            durationMonths: number | null;
                            visitLimit: number | null;
                            isTrial: boolean;
                        }[];
                    };
                };
            };
            /** @description As the caller has it: see If-None-Match */
            304: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    getClientsIdPayments: {
        parameters: {
            query?: {
                limit?: string;
                cursor?: string;
            };
            header?: {
                /** @description The ETag of an earlier answer: the same one is then told as 304, without a body. */
                "If-None-Match"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: number;
                            planName: string | null;
                            durationDays: number;
                            durationMonths: number | null;
                            isTrial: boolean;
                            amount: string;
                            paid: string;
                            owed: string;
                            /** @enum {string} */
                            method: "cash" | "card" | "transfer" | "other";
                            /** Format: date */
                            saleDate: string;
                            /** Format: date */
                            startDate: string;
                            /** Format: date */
                            endDate: string;
                            refundDate: string | null;
                            transferDate: string | null;
                            transferredFrom: {
                                id: number;
                                name: string;
                            } | null;
                            transferredTo: {
                                id: number;
                                name: string;
                            } | null;
                            visitLimit: number | null;
                            visitsUsed: number;
                            explanation: ({
                                /** @constant */
                                kind: "sold";
                                days: number;
                                months?: number;
                                /** Format: date */
                                startDate: string;
                                /** @enum {string} */
                                reason: "sale" | "asked" | "after_previous";
                            } | {
                                /** @constant */
                                kind: "frozen";
                                /** Format: date */
                                startDate: string;
                                /** Format: date */
                                endDate: string;
                                days: number;
                            } | {
                                /** @constant */
                                kind: "closed";
                                /** Format: date */
                                startDate: string;
                                /** Format: date */
                                endDate: string;
                                days: number;
                                reason: string;
                            } | {
                                /** @constant */
                                kind: "refunded";
                                /** Format: date */
                                date: string;
                            } | {
                                /** @constant */
                                kind: "transferred";
                                /** Format: date */
                                date: string;
                            } | {
                                /** @constant */
                                kind: "used_up";
                                visits: number;
                                /** Format: date */
                                date: string;
                            } | {
                                /** @constant */
                                kind: "ends";
                                /** Format: date */
                                endDate: string;
                            } | {
                                /** @constant */
                                kind: "none";
                            })[];
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description As the caller has it: see If-None-Match */
            304: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postClientsIdPayments: {
        parameters: {
            query?: {
                preview?: "true" | "false";
            };
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    amount: string | number;
                    paid?: string | number;
                    planId?: number;
                    durationDays?: number;
                    /** Format: date */
                    startDate?: string;
                    /**
                     * @default cash
                     * @enum {string}
                     */
                    method?: "cash" | "card" | "transfer" | "other";
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        planName: string | null;
                        durationDays: number;
                        durationMonths: number | null;
                        isTrial: boolean;
                        amount: string;
                        paid: string;
                        owed: string;
                        /** @enum {string} */
                        method: "cash" | "card" | "transfer" | "other";
                        /** Format: date */
                        saleDate: string;
                        /** Format: date */
                        startDate: string;
                        /** Format: date */
                        endDate: string;
                        refundDate: string | null;
                        transferDate: string | null;
                        transferredFrom: {
                            id: number;
                            name: string;
                        } | null;
                        transferredTo: {
                            id: number;
                            name: string;
                        } | null;
                        visitLimit: number | null;
                        visitsUsed: number;
                        explanation: ({
                            /** @constant */
                            kind: "sold";
                            days: number;
                            months?: number;
                            /** Format: date */
                            startDate: string;
                            /** @enum {string} */
                            reason: "sale" | "asked" | "after_previous";
                        } | {
                            /** @constant */
                            kind: "frozen";
                            /** Format: date */
                            startDate: string;
                            /** Format: date */
                            endDate: string;
                            days: number;
                        } | {
                            /** @constant */
                            kind: "closed";
                            /** Format: date */
                            startDate: string;
                            /** Format: date */
                            endDate: string;
                            days: number;
                            reason: string;
                        } | {
                            /** @constant */
                            kind: "refunded";
                            /** Format: date */
                            date: string;
                        } | {
                            /** @constant */
                            kind: "transferred";
                            /** Format: date */
                            date: string;
                        } | {
                            /** @constant */
                            kind: "used_up";
                            visits: number;
                            /** Format: date */
                            date: string;
                        } | {
                            /** @constant */
                            kind: "ends";
                            /** Format: date */
                            endDate: string;
                        } | {
                            /** @constant */
                            kind: "none";
                        })[];
                    } | {
                        durationDays: number;
                        amount: string;
                        paid: string;
                        owed: string;
                        /** Format: date */
                        startDate: string;
                        /** Format: date */
                        endDate: string;
                        visitLimit: number | null;
                        explanation: ({
                            /** @constant */
                            kind: "sold";
                            days: number;
                            months?: number;
                            /** Format: date */
                            startDate: string;
                            /** @enum {string} */
                            reason: "sale" | "asked" | "after_previous";
                        } | {
                            /** @constant */
                            kind: "frozen";
                            /** Format: date */
                            startDate: string;
                            /** Format: date */
                            endDate: string;
                            days: number;
                        } | {
                            /** @constant */
                            kind: "closed";
                            /** Format: date */
                            startDate: string;
                            /** Format: date */
                            endDate: string;
                            days: number;
                            reason: string;
                        } | {
                            /** @constant */
                            kind: "refunded";
                            /** Format: date */
                            date: string;
                        } | {
                            /** @constant */
                            kind: "transferred";
                            /** Format: date */
                            date: string;
                        } | {
                            /** @constant */
                            kind: "used_up";
                            visits: number;
                            /** Format: date */
                            date: string;
                        } | {
                            /** @constant */
                            kind: "ends";
                            /** Format: date */
                            endDate: string;
                        } | {
                            /** @constant */
                            kind: "none";
                        })[];
                    };
                };
            };
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        planName: string | null;
                        durationDays: number;
                        durationMonths: number | null;
                        isTrial: boolean;
                        amount: string;
                        paid: string;
                        owed: string;
                        /** @enum {string} */
                        method: "cash" | "card" | "transfer" | "other";
                        /** Format: date */
                        saleDate: string;
                        /** Format: date */
                        startDate: string;
                        /** Format: date */
                        endDate: string;
                        refundDate: string | null;
                        transferDate: string | null;
                        transferredFrom: {
                            id: number;
                            name: string;
                        } | null;
                        transferredTo: {
                            id: number;
                            name: string;
                        } | null;
                        visitLimit: number | null;
                        visitsUsed: number;
                        explanation: ({
                            /** @constant */
                            kind: "sold";
                            days: number;
                            months?: number;
                            /** Format: date */
                            startDate: string;
                            /** @enum {string} */
                            reason: "sale" | "asked" | "after_previous";
                        } | {
                            /** @constant */
                            kind: "frozen";
                            /** Format: date */
                            startDate: string;
                            /** Format: date */
                            endDate: string;
                            days: number;
                        } | {
                            /** @constant */
                            kind: "closed";
                            /** Format: date */
                            startDate: string;
                            /** Format: date */
                            endDate: string;
                            days: number;
                            reason: string;
                        } | {
                            /** @constant */
                            kind: "refunded";
                            /** Format: date */
                            date: string;
                        } | {
                            /** @constant */
                            kind: "transferred";
                            /** Format: date */
                            date: string;
                        } | {
                            /** @constant */
                            kind: "used_up";
                            visits: number;
                            /** Format: date */
                            date: string;
                        } | {
                            /** @constant */
                            kind: "ends";
                            /** Format: date */
                            endDate: string;
                        } | {
                            /** @constant */
                            kind: "none";
                        })[];
                    } | {
                        durationDays: number;
                        amount: string;
                        paid: string;
                        owed: string;
                        /** Format: date */
                        startDate: string;
                        /** Format: date */
                        endDate: string;
                        visitLimit: number | null;
                        explanation: ({
                            /** @constant */
                            kind: "sold";
                            days: number;
                            months?: number;
                            /** Format: date */
                            startDate: string;
                            /** @enum {string} */
                            reason: "sale" | "asked" | "after_previous";
                        } | {
                            /** @constant */
                            kind: "frozen";
                            /** Format: date */
                            startDate: string;
                            /** Format: date */
                            endDate: string;
                            days: number;
                        } | {
                            /** @constant */
                            kind: "closed";
                            /** Format: date */
                            startDate: string;
                            /** Format: date */
                            endDate: string;
                            days: number;
                            reason: string;
                        } | {
                            /** @constant */
                            kind: "refunded";
                            /** Format: date */
                            date: string;
                        } | {
                            /** @constant */
                            kind: "transferred";
                            /** Format: date */
                            date: string;
                        } | {
                            /** @constant */
                            kind: "used_up";
                            visits: number;
                            /** Format: date */
                            date: string;
                        } | {
                            /** @constant */
                            kind: "ends";
                            /** Format: date */
                            endDate: string;
                        } | {
                            /** @constant */
                            kind: "none";
                        })[];
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            /** @description idempotency_key_reused, client_archived, plan_archived, period_overlap, trial_already_used, visit_not_covered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "idempotency_key_reused" | "client_archived" | "plan_archived" | "period_overlap" | "trial_already_used" | "visit_not_covered";
                    };
                };
            };
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    getClientsIdFreezeTerms: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer: the same one is then told as 304, without a body. */
                "If-None-Match"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowed: boolean;
                        reason: string | null;
                        minDays: number | null;
                        maxDays: number | null;
                        daysLeft: number | null;
                        timesLeft: number | null;
                        firstDate: string | null;
                        lastDate: string | null;
                        current: {
                            id: number;
                            /** Format: date */
                            startDate: string;
                            /** Format: date */
                            endDate: string;
                        } | null;
                    };
                };
            };
            /** @description As the caller has it: see If-None-Match */
            304: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postClientsIdFreezes: {
        parameters: {
            query?: {
                preview?: "true" | "false";
            };
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date */
                    startDate: string;
                    /** Format: date */
                    endDate: string;
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number | null;
                        days: number;
                        /** Format: date */
                        startDate: string;
                        /** Format: date */
                        endDate: string;
                        payments: {
                            id: number;
                            /** Format: date */
                            startDate: string;
                            /** Format: date */
                            endDate: string;
                            before: {
                                /** Format: date */
                                startDate: string;
                                /** Format: date */
                                endDate: string;
                            };
                        }[];
                        sessions?: {
                            id: number;
                            /** Format: date */
                            date: string;
                            startsAt: string;
                            groupName: string;
                        }[];
                    };
                };
            };
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number | null;
                        days: number;
                        /** Format: date */
                        startDate: string;
                        /** Format: date */
                        endDate: string;
                        payments: {
                            id: number;
                            /** Format: date */
                            startDate: string;
                            /** Format: date */
                            endDate: string;
                            before: {
                                /** Format: date */
                                startDate: string;
                                /** Format: date */
                                endDate: string;
                            };
                        }[];
                        sessions?: {
                            id: number;
                            /** Format: date */
                            date: string;
                            startsAt: string;
                            groupName: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            /** @description idempotency_key_reused, client_archived, no_membership, freeze_not_covered, freeze_in_past, freeze_overlap, freeze_has_visits, freeze_not_allowed, freeze_needs_notice, freeze_too_short, freeze_too_long, freeze_days_used_up, freeze_count_used_up, freeze_from_bot_off */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "idempotency_key_reused" | "client_archived" | "no_membership" | "freeze_not_covered" | "freeze_in_past" | "freeze_overlap" | "freeze_has_visits" | "freeze_not_allowed" | "freeze_needs_notice" | "freeze_too_short" | "freeze_too_long" | "freeze_days_used_up" | "freeze_count_used_up" | "freeze_from_bot_off";
                    };
                };
            };
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postFreezesIdResume: {
        parameters: {
            query?: {
                preview?: "true" | "false";
            };
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number | null;
                        days: number;
                        /** Format: date */
                        startDate: string;
                        /** Format: date */
                        endDate: string;
                        payments: {
                            id: number;
                            /** Format: date */
                            startDate: string;
                            /** Format: date */
                            endDate: string;
                            before: {
                                /** Format: date */
                                startDate: string;
                                /** Format: date */
                                endDate: string;
                            };
                        }[];
                        sessions?: {
                            id: number;
                            /** Format: date */
                            date: string;
                            startsAt: string;
                            groupName: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            /** @description idempotency_key_reused, client_archived, freeze_finished, visit_not_covered, freeze_from_bot_off */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "idempotency_key_reused" | "client_archived" | "freeze_finished" | "visit_not_covered" | "freeze_from_bot_off";
                    };
                };
            };
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    deleteFreezesId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number | null;
                        days: number;
                        /** Format: date */
                        startDate: string;
                        /** Format: date */
                        endDate: string;
                        payments: {
                            id: number;
                            /** Format: date */
                            startDate: string;
                            /** Format: date */
                            endDate: string;
                            before: {
                                /** Format: date */
                                startDate: string;
                                /** Format: date */
                                endDate: string;
                            };
                        }[];
                        sessions?: {
                            id: number;
                            /** Format: date */
                            date: string;
                            startsAt: string;
                            groupName: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            /** @description client_archived, freeze_already_begun, freeze_finished, visit_not_covered, freeze_from_bot_off */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "client_archived" | "freeze_already_begun" | "freeze_finished" | "visit_not_covered" | "freeze_from_bot_off";
                    };
                };
            };
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    getGroups: {
        parameters: {
            query?: {
                limit?: string;
                cursor?: string;
                empty?: "true" | "false";
            };
            header?: {
                /** @description The ETag of an earlier answer: the same one is then told as 304, without a body. */
                "If-None-Match"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: number;
                            name: string;
                            coachId: number | null;
                            weekdays: number[];
                            startTime: string | null;
                            durationMinutes: number;
                            capacity: number | null;
                            clientCount: number;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description As the caller has it: see If-None-Match */
            304: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    getGroupsIdClients: {
        parameters: {
            query?: {
                limit?: string;
                cursor?: string;
                status?: "active" | "frozen" | "upcoming" | "expired" | "new" | "archived" | "expiring" | "inactive" | "owing" | "all";
            };
            header?: {
                /** @description The ETag of an earlier answer: the same one is then told as 304, without a body. */
                "If-None-Match"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: number;
                            firstName: string;
                            lastName: string;
                            phone: string | null;
                            phoneVerified: boolean;
                            email: string | null;
                            region: string | null;
                            birthDate: string | null;
                            cardNumber: string | null;
                            telegramId: string | null;
                            language: ("ru" | "en") | null;
                            groupId: number | null;
                            hasPhoto: boolean;
                            /** @enum {string} */
                            status: "active" | "frozen" | "upcoming" | "expired" | "new" | "archived";
                            endDate: string | null;
                            daysLeft: number;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description As the caller has it: see If-None-Match */
            304: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    getGroupsIdCoaches: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer: the same one is then told as 304, without a body. */
                "If-None-Match"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        usual: {
                            id: number;
                            firstName: string;
                            lastName: string;
                        } | null;
                        others: {
                            id: number;
                            firstName: string;
                            lastName: string;
                        }[];
                    };
                };
            };
            /** @description As the caller has it: see If-None-Match */
            304: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postTrainings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    clientId?: number;
                    telegramId?: string;
                    groupTrainingId?: number | null;
                    /** Format: date */
                    date?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        clientId: number;
                        groupTrainingId: number | null;
                        /** Format: date */
                        date: string;
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            /** @description idempotency_key_reused, archived, client_not_active, client_archived, session_closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "idempotency_key_reused" | "archived" | "client_not_active" | "client_archived" | "session_closed";
                    };
                };
            };
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postGroupTrainings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    groupId: number;
                    coachId: number;
                    /** Format: date-time */
                    startsAt?: string;
                    link?: string | null;
                    /** @default true */
                    invite?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        invited: number;
                        unreachable: number;
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            /** @description idempotency_key_reused, group_archived, coach_archived */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "idempotency_key_reused" | "group_archived" | "coach_archived";
                    };
                };
            };
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postGroupTrainingsIdCancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        group: {
                            id: number;
                            name: string;
                        };
                        coach: {
                            id: number;
                            firstName: string;
                            lastName: string;
                        };
                        /** Format: date */
                        date: string;
                        /** Format: date-time */
                        startsAt: string;
                        durationMinutes: number;
                        link: string | null;
                        cancelled: boolean;
                        closedAt: string | null;
                        invited: number;
                        joined: number;
                        attended: number;
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            /** @description archived */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "archived";
                    };
                };
            };
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    getGroupTrainingsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer: the same one is then told as 304, without a body. */
                "If-None-Match"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        session: {
                            id: number;
                            group: {
                                id: number;
                                name: string;
                            };
                            coach: {
                                id: number;
                                firstName: string;
                                lastName: string;
                            };
                            /** Format: date */
                            date: string;
                            /** Format: date-time */
                            startsAt: string;
                            durationMinutes: number;
                            link: string | null;
                            cancelled: boolean;
                            closedAt: string | null;
                            invited: number;
                            joined: number;
                            attended: number;
                        };
                        people: {
                            clientId: number;
                            name: string;
                            invitation: ("sent" | "accepted" | "declined" | "expired") | null;
                            attended: boolean;
                        }[];
                    };
                };
            };
            /** @description As the caller has it: see If-None-Match */
            304: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postGroupTrainingsIdAttendance: {
        parameters: {
            query?: never;
            header?: {
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    clientId: number;
                    came: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        clientId: number;
                        name: string;
                        invitation: ("sent" | "accepted" | "declined" | "expired") | null;
                        attended: boolean;
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            /** @description session_closed, client_not_active, client_archived */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session_closed" | "client_not_active" | "client_archived";
                    };
                };
            };
            /** @description session_cancelled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session_cancelled";
                    };
                };
            };
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postGroupTrainingsIdClose: {
        parameters: {
            query?: never;
            header?: {
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        group: {
                            id: number;
                            name: string;
                        };
                        coach: {
                            id: number;
                            firstName: string;
                            lastName: string;
                        };
                        /** Format: date */
                        date: string;
                        /** Format: date-time */
                        startsAt: string;
                        durationMinutes: number;
                        link: string | null;
                        cancelled: boolean;
                        closedAt: string | null;
                        invited: number;
                        joined: number;
                        attended: number;
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            /** @description session_cancelled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session_cancelled";
                    };
                };
            };
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postGroupTrainingsIdReopen: {
        parameters: {
            query?: never;
            header?: {
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        group: {
                            id: number;
                            name: string;
                        };
                        coach: {
                            id: number;
                            firstName: string;
                            lastName: string;
                        };
                        /** Format: date */
                        date: string;
                        /** Format: date-time */
                        startsAt: string;
                        durationMinutes: number;
                        link: string | null;
                        cancelled: boolean;
                        closedAt: string | null;
                        invited: number;
                        joined: number;
                        attended: number;
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            /** @description session_cancelled, reopen_too_late */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session_cancelled" | "reopen_too_late";
                    };
                };
            };
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    getCoachesIdSessions: {
        parameters: {
            query: {
                from: string;
                to: string;
            };
            header?: {
                /** @description The ETag of an earlier answer: the same one is then told as 304, without a body. */
                "If-None-Match"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: number;
                            group: {
                                id: number;
                                name: string;
                            };
                            coach: {
                                id: number;
                                firstName: string;
                                lastName: string;
                            };
                            /** Format: date */
                            date: string;
                            /** Format: date-time */
                            startsAt: string;
                            durationMinutes: number;
                            link: string | null;
                            cancelled: boolean;
                            closedAt: string | null;
                            invited: number;
                            joined: number;
                            attended: number;
                        }[];
                    };
                };
            };
            /** @description As the caller has it: see If-None-Match */
            304: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    getClientsIdTimetable: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer: the same one is then told as 304, without a body. */
                "If-None-Match"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        group: {
                            id: number;
                            name: string;
                            coach: {
                                id: number;
                                firstName: string;
                                lastName: string;
                            } | null;
                            weekdays: number[];
                            startTime: string | null;
                        } | null;
                        sessions: {
                            id: number;
                            group: {
                                id: number;
                                name: string;
                            };
                            coach: {
                                id: number;
                                firstName: string;
                                lastName: string;
                            };
                            /** Format: date */
                            date: string;
                            /** Format: date-time */
                            startsAt: string;
                            durationMinutes: number;
                            cancelled: boolean;
                            invitation: {
                                id: number;
                                /** @enum {string} */
                                status: "sent" | "accepted" | "declined" | "expired";
                                canAnswer: boolean;
                            } | null;
                            attended: boolean;
                        }[];
                    };
                };
            };
            /** @description As the caller has it: see If-None-Match */
            304: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    getClientsIdVisits: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer: the same one is then told as 304, without a body. */
                "If-None-Match"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        total: number;
                        items: {
                            id: number;
                            /** Format: date */
                            date: string;
                            groupName: string | null;
                        }[];
                    };
                };
            };
            /** @description As the caller has it: see If-None-Match */
            304: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postInvitationsIdAccept: {
        parameters: {
            query?: never;
            header?: {
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    telegramId: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        trainingId: number | null;
                        link: string | null;
                        /** @enum {string} */
                        status: "sent" | "accepted" | "declined" | "expired";
                        session: {
                            id: number;
                            groupName: string;
                            coachName: string;
                            /** Format: date-time */
                            startsAt: string;
                            /** Format: date */
                            date: string;
                        };
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            /** @description not_your_invitation, forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_your_invitation" | "forbidden";
                    };
                };
            };
            404: components["responses"]["Refused404"];
            /** @description client_archived, session_closed, client_not_active */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "client_archived" | "session_closed" | "client_not_active";
                    };
                };
            };
            /** @description session_cancelled, invitation_expired */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session_cancelled" | "invitation_expired";
                    };
                };
            };
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postInvitationsIdDecline: {
        parameters: {
            query?: never;
            header?: {
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    telegramId: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        trainingId: number | null;
                        link: string | null;
                        /** @enum {string} */
                        status: "sent" | "accepted" | "declined" | "expired";
                        session: {
                            id: number;
                            groupName: string;
                            coachName: string;
                            /** Format: date-time */
                            startsAt: string;
                            /** Format: date */
                            date: string;
                        };
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            /** @description not_your_invitation, forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_your_invitation" | "forbidden";
                    };
                };
            };
            404: components["responses"]["Refused404"];
            /** @description client_archived, session_closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "client_archived" | "session_closed";
                    };
                };
            };
            /** @description session_cancelled, invitation_expired */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "session_cancelled" | "invitation_expired";
                    };
                };
            };
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    getStatistics: {
        parameters: {
            query: {
                from: string;
                to: string;
            };
            header?: {
                /** @description The ETag of an earlier answer: the same one is then told as 304, without a body. */
                "If-None-Match"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        days: {
                            /** Format: date */
                            date: string;
                            visits: number;
                            revenue: string;
                            payments: number;
                            misses: number;
                            frozen: number;
                            active: number;
                            newClients: number;
                        }[];
                        totals: {
                            visits: number;
                            revenue: string;
                            payments: number;
                            misses: number;
                            newClients: number;
                            owed: string;
                        };
                        previous: {
                            visits: number;
                            revenue: string;
                            payments: number;
                            misses: number;
                            newClients: number;
                        };
                    };
                };
            };
            /** @description As the caller has it: see If-None-Match */
            304: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    getCoachesStatistics: {
        parameters: {
            query: {
                from: string;
                to: string;
            };
            header?: {
                /** @description The ETag of an earlier answer: the same one is then told as 304, without a body. */
                "If-None-Match"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            coachId: number;
                            firstName: string;
                            lastName: string;
                            sessions: number;
                            visits: number;
                            fill: number | null;
                        }[];
                    };
                };
            };
            /** @description As the caller has it: see If-None-Match */
            304: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    getSettingsAdminTelegramIds: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer: the same one is then told as 304, without a body. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ids: string[];
                    };
                };
            };
            /** @description As the caller has it: see If-None-Match */
            304: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postDeliveriesClaim: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    worker: string;
                    limit: number;
                    /** @default 0 */
                    waitSeconds?: number;
                    /** @default true */
                    withBulk?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        pauseUntil: string | null;
                        bulkPerSecond: number;
                        items: {
                            id: number;
                            leaseToken: string;
                            chatId: string;
                            /** @enum {string} */
                            method: "sendMessage" | "sendPhoto";
                            payload: {
                                text: string;
                                /** @default [] */
                                buttons: ({
                                    /** @constant */
                                    kind: "join";
                                    text: string;
                                    invitationId: number;
                                } | {
                                    /** @constant */
                                    kind: "decline";
                                    text: string;
                                    invitationId: number;
                                } | {
                                    /** @constant */
                                    kind: "url";
                                    text: string;
                                    url: string;
                                } | {
                                    /** @constant */
                                    kind: "roster";
                                    text: string;
                                    sessionId: number;
                                } | {
                                    /** @constant */
                                    kind: "membership";
                                    text: string;
                                } | {
                                    /** @constant */
                                    kind: "stop_broadcasts";
                                    text: string;
                                })[][];
                                photoOf?: number;
                            };
                            /** @enum {string} */
                            class: "interactive" | "invitation" | "reminder" | "bulk";
                        }[];
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postDeliveriesStep: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    worker: string;
                    /** @default [] */
                    begin?: {
                        id: number;
                        leaseToken: string;
                    }[];
                    /** @default [] */
                    finished?: {
                        id: number;
                        leaseToken: string;
                        /** @enum {string} */
                        outcome: "sent" | "blocked" | "gone" | "failed" | "retry" | "flood" | "unknown";
                        messageId?: number;
                        retryAfter?: number;
                        error?: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        pauseUntil: string | null;
                        bulkPerSecond: number;
                        begun: number[];
                        revoked: number[];
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    getBroadcastsAudience: {
        parameters: {
            query: {
                kind: "all" | "active" | "inactive" | "expiring" | "group";
                groupId?: string;
                activeOnly?: "true" | "false";
            };
            header?: {
                /** @description The ETag of an earlier answer: the same one is then told as 304, without a body. */
                "If-None-Match"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        people: number;
                        reachable: number;
                        withoutTelegram: number;
                        blocked: number;
                        optedOut: number;
                    };
                };
            };
            /** @description As the caller has it: see If-None-Match */
            304: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postBroadcasts: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                    audience: {
                        /** @enum {string} */
                        kind: "all" | "active" | "inactive" | "expiring" | "group";
                        groupId?: number | null;
                        activeOnly?: boolean;
                    };
                    scheduledAt?: string | null;
                    draft?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** @enum {string} */
                        status: "draft" | "scheduled" | "preparing" | "running" | "paused" | "done" | "cancelled";
                        text: string;
                        audience: {
                            /** @enum {string} */
                            kind: "all" | "active" | "inactive" | "expiring" | "group";
                            groupId: number | null;
                            activeOnly: boolean;
                        };
                        hasPhoto: boolean;
                        scheduledAt: string | null;
                        startedAt: string | null;
                        finishedAt: string | null;
                        reason: "content_refused" | null;
                        total: number;
                        sent: number;
                        failed: number;
                        blocked: number;
                        gone: number;
                        unknown: number;
                        skipped: number;
                        pending: number;
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            /** @description idempotency_key_reused, nobody_reachable, group_archived */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "idempotency_key_reused" | "nobody_reachable" | "group_archived";
                    };
                };
            };
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    getBroadcastsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer: the same one is then told as 304, without a body. */
                "If-None-Match"?: string;
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** @enum {string} */
                        status: "draft" | "scheduled" | "preparing" | "running" | "paused" | "done" | "cancelled";
                        text: string;
                        audience: {
                            /** @enum {string} */
                            kind: "all" | "active" | "inactive" | "expiring" | "group";
                            groupId: number | null;
                            activeOnly: boolean;
                        };
                        hasPhoto: boolean;
                        scheduledAt: string | null;
                        startedAt: string | null;
                        finishedAt: string | null;
                        reason: "content_refused" | null;
                        total: number;
                        sent: number;
                        failed: number;
                        blocked: number;
                        gone: number;
                        unknown: number;
                        skipped: number;
                        pending: number;
                    };
                };
            };
            /** @description As the caller has it: see If-None-Match */
            304: {
                headers: {
                    /** @description Names this very answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    getBroadcastsIdPhoto: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/*": string;
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    putBroadcastsIdPhoto: {
        parameters: {
            query?: never;
            header?: {
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/*": string;
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            /** @description broadcast_not_editable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "broadcast_not_editable";
                    };
                };
            };
            413: components["responses"]["Refused413"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postBroadcastsIdStart: {
        parameters: {
            query?: never;
            header?: {
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    scheduledAt?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** @enum {string} */
                        status: "draft" | "scheduled" | "preparing" | "running" | "paused" | "done" | "cancelled";
                        text: string;
                        audience: {
                            /** @enum {string} */
                            kind: "all" | "active" | "inactive" | "expiring" | "group";
                            groupId: number | null;
                            activeOnly: boolean;
                        };
                        hasPhoto: boolean;
                        scheduledAt: string | null;
                        startedAt: string | null;
                        finishedAt: string | null;
                        reason: "content_refused" | null;
                        total: number;
                        sent: number;
                        failed: number;
                        blocked: number;
                        gone: number;
                        unknown: number;
                        skipped: number;
                        pending: number;
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            /** @description broadcast_not_editable, nobody_reachable, group_archived */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "broadcast_not_editable" | "nobody_reachable" | "group_archived";
                    };
                };
            };
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postBroadcastsIdPause: {
        parameters: {
            query?: never;
            header?: {
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** @enum {string} */
                        status: "draft" | "scheduled" | "preparing" | "running" | "paused" | "done" | "cancelled";
                        text: string;
                        audience: {
                            /** @enum {string} */
                            kind: "all" | "active" | "inactive" | "expiring" | "group";
                            groupId: number | null;
                            activeOnly: boolean;
                        };
                        hasPhoto: boolean;
                        scheduledAt: string | null;
                        startedAt: string | null;
                        finishedAt: string | null;
                        reason: "content_refused" | null;
                        total: number;
                        sent: number;
                        failed: number;
                        blocked: number;
                        gone: number;
                        unknown: number;
                        skipped: number;
                        pending: number;
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            /** @description broadcast_not_running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "broadcast_not_running";
                    };
                };
            };
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postBroadcastsIdResume: {
        parameters: {
            query?: never;
            header?: {
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** @enum {string} */
                        status: "draft" | "scheduled" | "preparing" | "running" | "paused" | "done" | "cancelled";
                        text: string;
                        audience: {
                            /** @enum {string} */
                            kind: "all" | "active" | "inactive" | "expiring" | "group";
                            groupId: number | null;
                            activeOnly: boolean;
                        };
                        hasPhoto: boolean;
                        scheduledAt: string | null;
                        startedAt: string | null;
                        finishedAt: string | null;
                        reason: "content_refused" | null;
                        total: number;
                        sent: number;
                        failed: number;
                        blocked: number;
                        gone: number;
                        unknown: number;
                        skipped: number;
                        pending: number;
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            /** @description broadcast_not_running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "broadcast_not_running";
                    };
                };
            };
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    postBroadcastsIdCancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The Telegram user for whom the bot calls; the answer is then what that person may have. */
                "x-telegram-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** @enum {string} */
                        status: "draft" | "scheduled" | "preparing" | "running" | "paused" | "done" | "cancelled";
                        text: string;
                        audience: {
                            /** @enum {string} */
                            kind: "all" | "active" | "inactive" | "expiring" | "group";
                            groupId: number | null;
                            activeOnly: boolean;
                        };
                        hasPhoto: boolean;
                        scheduledAt: string | null;
                        startedAt: string | null;
                        finishedAt: string | null;
                        reason: "content_refused" | null;
                        total: number;
                        sent: number;
                        failed: number;
                        blocked: number;
                        gone: number;
                        unknown: number;
                        skipped: number;
                        pending: number;
                    };
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            /** @description broadcast_not_running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "broadcast_not_running";
                    };
                };
            };
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
}
