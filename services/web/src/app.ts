import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import { assetRoutes } from '@weft/service-kit/assets'
import { answerProblem, bareHttp, problemOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyError, FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { accessKeyRoutes } from './access/access-key.route.tsx'
import { makeKeyForOperatorRoute } from './access/make-key-for-operator.route.ts'
import { assets } from './assets.ts'
import { auditForProgramsRoute } from './audit/audit-for-programs.route.ts'
import { auditRoutes } from './audit/audit.route.tsx'
import { endedAs, keepAudit } from './auditing.ts'
import { labelDemonstration } from './demonstrating.ts'
import { markDemonstrationRoute } from './demonstration/mark-demonstration.route.ts'
import { handoverPagesRoutes } from './commitments/handover/handover.route.tsx'
import { goalImportRoutes, sendGoalsRoute } from './commitments/import/import.route.tsx'
import { whoSeesRoutes } from './commitments/own-data/who-sees.route.tsx'
import { rollUpRoutes } from './commitments/roll-up/roll-up.route.tsx'
import { indexRoutes } from './commitments/success-index/index.route.tsx'
import { effectRoute } from './commitments/effect/effect.route.tsx'
import { receiptsRoute } from './commitments/receipt/receipts.route.tsx'
import { talkKitRoute } from './commitments/talk-kit/talk-kit.route.tsx'
import { changeMilestoneRoute, commitmentRoutes, stepCommitmentRoutes } from './commitments/commitment/commitment.route.tsx'
import { myCommitmentsRoute } from './commitments/commitment/my-commitments.route.tsx'
import { splitCommitmentRoutes } from './commitments/commitment/split.route.tsx'
import { changeCommitmentRoutes, newCommitmentRoutes } from './commitments/commitment/write-commitment.route.tsx'
import type { Deps } from './deps.ts'
import { grantsRoutes } from './grant/grants.route.tsx'
import { heldUpRoute } from './held-up/held-up.route.tsx'
import { homeRoute } from './home/home.route.tsx'
import { whoSeesWhatRoute } from './home/who-sees-what.route.tsx'
import { myQuarterRoutes } from './commitments/review/my-quarter.route.tsx'
import { handOverRoutes, teamRoutes } from './commitments/review/team.route.tsx'
import { yearRoutes } from './commitments/year/year.route.tsx'
import { calendarRoute } from './commitments/reminder/calendar.route.ts'
import { commitmentRemindersRoutes, reminderRulesRoutes } from './commitments/reminder/reminders.route.tsx'
import { proxyRoutes } from './machine/proxy.route.ts'
import { scoreStreamRoute } from './machine/score-stream.route.ts'
import { importPastWaveRoute, newPastWaveRoute } from './past-wave/past-wave.route.tsx'
import { healthRoutes } from './people/health.route.tsx'
import { importDetailRoutes, importRoutes, importStepRoutes, uploadRoute } from './people/import.route.tsx'
import { peopleRoute } from './people/people.route.tsx'
import { overlapsRoutes } from './program/overlaps/overlaps.route.tsx'
import { adoptionRoutes } from './program/practice/adoption.route.ts'
import { practiceRoutes } from './program/practice/practice.route.tsx'
import { practicesRoute } from './program/practice/practices.route.tsx'
import { changePracticeRoutes, writePracticeRoutes } from './program/practice/write-practice.route.tsx'
import { attendanceRoutes } from './program/forum/attendance.route.tsx'
import { forumRoutes } from './program/forum/forum.route.tsx'
import { newForumRoutes } from './program/forum/new-forum.route.tsx'
import { milestoneOrderRoutes, milestoneRoutes } from './program/plan/milestone.route.tsx'
import { outcomeRoutes, planRoutes } from './program/plan/plan.route.tsx'
import { reflectionRoutes } from './program/reflection/reflection.route.tsx'
import { roadmapRoutes } from './program/roadmap/roadmap.route.tsx'
import { debriefRoutes } from './program/start/debrief.route.tsx'
import { startRoutes } from './program/start/start.route.tsx'
import { answerWinRoutes } from './program/quick-win/answer-win.route.tsx'
import { quickWinsRoute } from './program/quick-win/quick-wins.route.tsx'
import { coverageRoute } from './program/role-statement/coverage.route.tsx'
import { myRoleRoutes } from './program/role-statement/my-role.route.tsx'
import { shareWinRoutes } from './program/quick-win/share-win.route.tsx'
import { askForKey, countCalls } from './program-access.ts'
import { paperRoutes } from './program/paper/paper.route.tsx'
import { onePageRoute } from './program/one-page/one-page.route.tsx'
import { prioritiesRoutes } from './program/priority/priorities.route.tsx'
import { samePageRoutes } from './program/same-page/same-page.route.tsx'
import { portfolioImportRoutes, portfolioStepRoutes, portfolioUploadRoute } from './program/project/import.route.tsx'
import { decideProjectRoutes, projectRoutes, writeProjectRoutes } from './program/project/project.route.tsx'
import { severalRoutes } from './program/project/several.route.tsx'
import { projectsRoutes } from './program/project/projects.route.tsx'
import { answerAsPage, askForSignIn, ownRequestsOnly, securityHeaders, showMissing } from './protection.tsx'
import { buyInRoutes } from './program/buy-in/buy-in.route.tsx'
import { exposureRoutes } from './program/exposure/exposure.route.tsx'
import { momentumRoute } from './program/momentum/momentum.route.tsx'
import { ownReminderRoutes, reminderRoutes } from './program/reminder/reminders.route.tsx'
import { readinessRoutes } from './program/readiness/readiness.route.tsx'
import { charterRoute } from './program/charter/charter.route.tsx'
import { definitionRoutes } from './program/definition/definition.route.tsx'
import { experimentRoutes, learningRoutes, stepExperimentRoutes, writeExperimentRoutes } from './program/learning/learning.route.tsx'
import { heatMapRoute } from './score/heat-map.route.tsx'
import { scoresFileRoute } from './score/scores-file.route.ts'
import { unitRoute } from './score/unit.route.tsx'
import { conflictsRoutes } from './program/customer/conflicts.route.tsx'
import { customerFilesRoutes } from './program/customer/files.route.ts'
import { opportunitiesRoutes } from './program/customer/opportunities.route.tsx'
import { personaRoutes } from './program/customer/persona.route.tsx'
import { registryRoutes } from './program/customer/registry.route.tsx'
import { segmentRoutes } from './program/customer/segment.route.tsx'
import { viewRoutes } from './program/customer/view.route.tsx'
import { viewsRoutes } from './program/customer/views.route.tsx'
import { finishSignInRoute, signOutRoute, startSignInRoute } from './session/sign-in.route.tsx'
import { listWavesRoute } from './wave/list-waves.route.tsx'
import { planWaveRoute } from './wave/plan-wave.route.tsx'
import { stepWaveRoutes } from './wave/step-wave.route.tsx'
import { waveRoute } from './wave/wave.route.tsx'

/** The door: what strangers may see, what one signs in for, what programs read with a key. */
export async function buildDoor (deps: Deps): Promise<FastifyInstance> {
  const app = bareHttp(deps.log, { takesFiles: true })
  app.decorateRequest('person', null)
  labelDemonstration(app, deps)
  keepAudit(app, deps)
  await app.register(cookie)
  await app.register(formbody, { bodyLimit: 65_536 })
  app.addHook('onSend', securityHeaders)
  app.setErrorHandler(answerAsPage)
  app.setNotFoundHandler(showMissing(deps))
  app.register(assetRoutes(assets))
  app.register(forStrangers(deps))
  app.register(forSignedIn(deps))
  app.register(forPrograms(deps), { prefix: '/v1' })
  return app
}

const forStrangers = (deps: Deps): FastifyPluginAsync => async app => {
  app.addHook('onRequest', ownRequestsOnly(deps))
  app.register(startSignInRoute(deps))
  app.register(finishSignInRoute(deps))
  app.register(signOutRoute(deps))
  app.register(calendarRoute(deps))
}

const forSignedIn = (deps: Deps): FastifyPluginAsync => async app => {
  app.addHook('onRequest', ownRequestsOnly(deps))
  app.addHook('onRoute', asksSomebody)
  app.addHook('onRequest', askForSignIn(deps))
  app.register(homeRoute(deps))
  app.register(whoSeesWhatRoute())
  app.register(peopleRoute(deps))
  app.register(importRoutes(deps))
  app.register(importDetailRoutes(deps))
  app.register(importStepRoutes(deps))
  app.register(uploadRoute(deps))
  app.register(healthRoutes(deps))
  app.register(listWavesRoute(deps))
  app.register(planWaveRoute(deps))
  app.register(waveRoute(deps))
  app.register(stepWaveRoutes(deps))
  app.register(newPastWaveRoute())
  app.register(importPastWaveRoute(deps))
  app.register(heatMapRoute(deps))
  app.register(unitRoute(deps))
  app.register(scoresFileRoute(deps))
  app.register(accessKeyRoutes(deps))
  app.register(heldUpRoute(deps))
  app.register(grantsRoutes(deps))
  app.register(auditRoutes(deps))
  registerPapers(app, deps)
  registerStart(app, deps)
  registerDoing(app, deps)
  registerCustomers(app, deps)
  registerCommitments(app, deps)
}

/** Charter, priorities, definition and what people say of them; projects and what is decided on them. */
function registerPapers (app: FastifyInstance, deps: Deps): void {
  app.register(charterRoute(deps))
  app.register(prioritiesRoutes(deps))
  app.register(onePageRoute(deps))
  app.register(definitionRoutes(deps))
  app.register(samePageRoutes(deps))
  app.register(paperRoutes(deps))
  app.register(projectsRoutes(deps))
  app.register(severalRoutes(deps))
  app.register(projectRoutes(deps))
  app.register(writeProjectRoutes(deps))
  app.register(decideProjectRoutes(deps))
  app.register(portfolioImportRoutes(deps))
  app.register(portfolioStepRoutes(deps))
  app.register(portfolioUploadRoute(deps))
  app.register(overlapsRoutes(deps))
}

/** Forum, plan, roadmap and reflection of the leaders. */
function registerStart (app: FastifyInstance, deps: Deps): void {
  app.register(startRoutes(deps))
  app.register(debriefRoutes(deps))
  app.register(newForumRoutes(deps))
  app.register(forumRoutes(deps))
  app.register(attendanceRoutes(deps))
  app.register(planRoutes(deps))
  app.register(outcomeRoutes(deps))
  app.register(milestoneRoutes(deps))
  app.register(milestoneOrderRoutes(deps))
  app.register(roadmapRoutes(deps))
  app.register(reflectionRoutes(deps))
}

/** What is tried, practised and told: experiments, practices, roles, quick wins, momentum. */
function registerDoing (app: FastifyInstance, deps: Deps): void {
  app.register(learningRoutes(deps))
  app.register(experimentRoutes(deps))
  app.register(writeExperimentRoutes(deps))
  app.register(stepExperimentRoutes(deps))
  app.register(practicesRoute(deps))
  app.register(practiceRoutes(deps))
  app.register(adoptionRoutes(deps))
  app.register(writePracticeRoutes(deps))
  app.register(changePracticeRoutes(deps))
  app.register(momentumRoute(deps))
  app.register(exposureRoutes(deps))
  app.register(readinessRoutes(deps))
  app.register(buyInRoutes(deps))
  app.register(coverageRoute(deps))
  app.register(myRoleRoutes(deps))
  app.register(quickWinsRoute(deps))
  app.register(shareWinRoutes(deps))
  app.register(answerWinRoutes(deps))
  app.register(reminderRoutes(deps))
  app.register(ownReminderRoutes(deps))
}

/** Segments, how departments see them, and what is agreed. */
function registerCustomers (app: FastifyInstance, deps: Deps): void {
  app.register(registryRoutes(deps))
  app.register(viewsRoutes(deps))
  app.register(viewRoutes(deps))
  app.register(conflictsRoutes(deps))
  app.register(opportunitiesRoutes(deps))
  app.register(customerFilesRoutes(deps))
  app.register(personaRoutes(deps))
  app.register(segmentRoutes(deps))
}

/** What people promise, how a quarter went, and how far it came. */
function registerCommitments (app: FastifyInstance, deps: Deps): void {
  app.register(myCommitmentsRoute(deps))
  app.register(indexRoutes(deps))
  app.register(rollUpRoutes(deps))
  app.register(myQuarterRoutes(deps))
  app.register(teamRoutes(deps))
  app.register(handOverRoutes(deps))
  app.register(yearRoutes(deps))
  app.register(effectRoute(deps))
  app.register(receiptsRoute(deps))
  app.register(talkKitRoute(deps))
  app.register(commitmentRemindersRoutes(deps))
  app.register(reminderRulesRoutes(deps))
  app.register(whoSeesRoutes(deps))
  app.register(goalImportRoutes(deps))
  app.register(sendGoalsRoute(deps))
  app.register(handoverPagesRoutes(deps))
  app.register(newCommitmentRoutes(deps))
  app.register(changeCommitmentRoutes(deps))
  app.register(commitmentRoutes(deps))
  app.register(stepCommitmentRoutes(deps))
  app.register(changeMilestoneRoute(deps))
  app.register(splitCommitmentRoutes(deps))
}

/** No cookie counts here, so nothing a browser sends by itself can do harm. */
const forPrograms = (deps: Deps): FastifyPluginAsync => async app => {
  app.addHook('onRoute', asksSomebody)
  app.addHook('onRequest', countCalls(deps))
  app.addHook('onRequest', askForKey(deps))
  app.setErrorHandler(answerProgram)
  app.setNotFoundHandler(() => { throw new Refusal('not-found', 'no-such-route', 'There is nothing at this address.') })
  app.register(makeKeyForOperatorRoute(deps))
  app.register(markDemonstrationRoute(deps))
  app.register(proxyRoutes(deps))
  app.register(auditForProgramsRoute(deps))
  app.register(scoreStreamRoute(deps))
}

function asksSomebody ({ method, url, config }: RouteOptions): void {
  if (config?.does === undefined && config?.operatorOnly !== true) throw new Error(`${String(method)} ${url} asks nobody: it needs config.does`)
}

function answerProgram (error: FastifyError | Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  endedAs(request, problemOf(error).code)
  return answerProblem(error, request, reply)
}
