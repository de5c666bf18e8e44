import { NotificationTemplateServiceService } from "#gen/grpc/ultramarket/notification/v1/notification_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { NotificationUseCases } from "../app/use-cases.ts";
import { encodeTemplate } from "./encode.ts";

export const templateRpc = (app: NotificationUseCases): ServiceBinding =>
  implement(NotificationTemplateServiceService, {
    async listTemplates({ pageSize, pageToken, templateId }) {
      const { items, nextPageToken } = await app.listTemplates({ pageSize, pageToken, templateId });
      return { templates: items.map(encodeTemplate), nextPageToken };
    },

    async updateTemplate({ templateId, languageCode, subject, text, html, etag }, { request }) {
      const wanted = { templateId, languageCode, subject, text, html, etag, request };
      return { template: encodeTemplate(await app.updateTemplate(wanted)) };
    },

    async resetTemplate({ templateId, languageCode }, { request }) {
      const template = await app.resetTemplate(templateId, languageCode, request);
      return { template: template && encodeTemplate(template) };
    },

    previewTemplate: ({ templateId, languageCode, subject, text, html }) =>
      app.previewTemplate({ templateId, languageCode, subject, text, html }),
  });
