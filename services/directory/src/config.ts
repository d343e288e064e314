import { serviceConfig } from '@weft/service-kit/config'
import { z } from 'zod'

export const directoryConfig = serviceConfig.extend({
  FIRST_OFFICE_SIGN_IN: z.string().min(1).max(254).default('office@localhost').describe('has the program-office role while the directory names nobody who has it')
})
