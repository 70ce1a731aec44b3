/// Every sentence of kimctl, in `Words+en.swift` and `Words+de.swift`; a test misses none in either.
enum Phrase: CaseIterable, Sendable {
  case about, aboutCall, aboutDescribe, aboutNext, aboutStatus, aboutVersion, aboutWhoami
  case usageWords, usageMethod, usageType
  case helpAsk, helpAuditReason, helpDesk, helpDryRun, helpFromFile, helpKey, helpLang, helpNoColor
  case helpOutput, helpSession, helpSite, helpSocket, helpTimeout
  case paramsHead, resultHead, readByKimctl, noParams, required, optional, personal, personalHint,
    listHint
  case expectedBoolean, expectedInteger, expectedRange, expectedChoice, expectedArray
  case expectedObject, expectedClearable, expectedAny
  case listOf, namesOne, usedBy, typeHint
  case error, tryThis, didYouMean
  case unknownNoun, unknownVerb, unknownMethod, unknownName, unknownField, wrongValue,
    missingField, checkDigit
  case missingValue, twice, noPlace, notJSON, notAnObject, personalRefused, personalMissing
  case dryRunNotWrite, badKey, badReason, badTimeout, badLimit, noDesk, noSession, manySessions
  case fileUnreadable, fileTooLong, fileReadable, inputTooLong
  case noSocket, notASocket, pathTooLong, denied, refused, impostor, silent, connectionLost
  case requestTooLong, replyTooLong, malformedReply, malformedRequest, systemError, unknownOutcome
  case olderDaemon, unknownKind, reference, allowed, alternatives, changedFields, currentRev
  case retryHint, groupHint, socketHint, serviceHint, startHint, describeHint, limitHint
  case nothingFound, more, wasDryRun, replayed, noID, warning, problem, yes, no
  case askFor, askAgain, answerNeeded, notText, noKeys, inputEnded, confirm, confirmUnclear,
    emptied,
    nothingSent
  case feedLagged, noRights, wholeKreis, noPlaceGiven
}
