// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Foundation
package import Letters
package import Logging
package import Ports
package import SQLStore
package import ServiceLifecycle
package import Web

/// The feature's front door: who works for the city, who is signed in, and
/// which units the city has.
package struct IdentityFeature: Sendable {
    package let accounts: Accounts
    package let signIns: SignIns
    package let passwordChange: PasswordChange
    package let accountSessions: AccountSessions
    package let organisation: Organisation
    package let people: People
    package let secondFactors: SecondFactors
    package let firstRun: FirstRun
    package let tokens: APITokens
    package let authentications: AuthenticationRecord
    /// Where citizens and businesses sign in.
    package let openID: OpenIDSignIns
    package let citizenSessions: CitizenSessions
    /// Where citizens sign in with a code sent by e-mail.
    package let emailCodes: EmailCodes
    /// What people's data is sealed with.
    package let keys: KeyRing
    package let personal: PersonalData
    /// The country's holidays and exchanged days.
    package let calendar: CityCalendar
    package let settings: IdentitySettings
    /// Where somebody who signed in without having been sent goes on.
    let home: Address
    let clock: Clock
    let sweep: SessionSweep
    let retention: RetentionSweep
    let renewal: KeptRenewal
    /// Ways to a provider that one address may begin or end in a minute.
    let errandLimiter: RateLimiter

    /// - Parameters:
    ///   - clock: The machine's clock, also where the city's time is replayed:
    ///     a session's half hour is a person's, not the replay's.
    ///   - keys: What people's data is sealed with.
    ///   - letters: Where e-mails to people are put; sealed with `keys` where none is given.
    ///   - home: Where people go on after signing in when no page sent them.
    ///   - permissionRules: What the other features' actions ask for.
    ///   - erasedWithCitizens: What the other features keep of citizens and let go with them.
    ///   - derive: Tests hand over a cheap or a counting one.
    ///   - openID: The identity providers of citizens and businesses.
    /// - Throws: When files of reference data are missing from the program's folder.
    package init(
        database: any Database, clock: Clock, keys: KeyRing, letters: LetterBox? = nil,
        settings: IdentitySettings = IdentitySettings(),
        openID openIDSettings: OpenIDSettings? = nil, home: Address = "/", permissionRules: [PermissionRule] = [],
        erasedWithCitizens: [PersonalData.Erasure] = [],
        logger: Logger = Logger(label: "vamco.identity"),
        derive: @escaping Passwords.Derivation = Passwords.scrypt
    ) throws {
        let passwords = Passwords(settings, derive: derive)
        let list = Self.resources.appendingPathComponent("Reference/common-passwords.txt")
        let rules = PasswordRules(common: try CommonPasswords(file: list))
        signIns = SignIns(database: database, clock: clock, settings: settings, passwords: passwords, keys: keys)
        secondFactors = SecondFactors(
            database: database, clock: clock, settings: settings, keys: keys, check: signIns.check)
        accounts = Accounts(database: database, clock: clock, passwords: passwords, rules: rules)
        firstRun = FirstRun(accounts: accounts, rules: rules)
        authentications = AuthenticationRecord(database: database)
        self.keys = keys
        passwordChange = PasswordChange(
            database: database, clock: clock, passwords: passwords, rules: rules, check: signIns.check)
        organisation = try Organisation(
            database: database, clock: clock, reference: Self.resources.appendingPathComponent("Reference/units"))
        tokens = APITokens(
            database: database, clock: clock, organisation: organisation, settings: settings, logger: logger)
        people = People(database: database, clock: clock, organisation: organisation, rules: permissionRules)
        accountSessions = AccountSessions(
            database: database, clock: clock, settings: settings, people: people, logger: logger)
        let days = Self.resources.appendingPathComponent("Reference/calendar/working-days.csv")
        calendar = CityCalendar(
            database: database, clock: clock,
            shipped: try WorkingCalendar(table: try String(contentsOf: days, encoding: .utf8)))
        let letters = letters ?? LetterBox(seal: keys)
        let words = try Translations(folders: [Self.translations])
        personal = PersonalData(
            database: database, clock: clock, keys: keys, calendar: calendar,
            letters: ErasureLetters(
                box: letters,
                languages: [.vi, .en].map { Wording(words, language: $0, zone: .vietNam) }),
            erasedElsewhere: erasedWithCitizens)
        retention = RetentionSweep(data: personal, logger: logger)
        openID = OpenIDSignIns(
            database: database, clock: clock, keys: keys, settings: openIDSettings ?? .none,
            claimTables: try .shipped(), logger: logger)
        citizenSessions = CitizenSessions(
            database: database, clock: clock, settings: settings, store: CitizenStore(keys: keys), logger: logger,
            providers: Set(openID.providers.map(\.id) + (settings.sendsCodes ? [EmailCodes.provider] : [])))
        emailCodes = EmailCodes(
            database: database, clock: clock, keys: keys, settings: settings, letters: letters)
        errandLimiter = RateLimiter(attempts: settings.errands, per: .minutes(1), clock: clock)
        sweep = SessionSweep(database: database, clock: clock, settings: settings, logger: logger)
        renewal = KeptRenewal(
            database: database,
            listeners: [
                .init(OrgStore.channel, organisation.kept), .init(StaffStore.channel, people.kept),
                .init(CalendarStore.channel, calendar.kept),
            ])
        self.settings = settings
        self.home = home
        self.clock = clock
    }

    package static let migrations = IdentityMigrations.all

    /// The folder of `vi.json` and `en.json`.
    package static let translations = resources.appendingPathComponent("Translations")

    package var sessions: any Sessions { EverybodysSessions(staff: accountSessions, citizens: citizenSessions) }
    package var territories: any Territories { organisation }
    package var unitHistory: any UnitHistory { organisation }
    package var permissions: any Permissions { people }
    package var staffing: any Staffing { people }
    package var services: [any Service] { [sweep, retention, renewal] }

    /// Makes an administrator with a password of their own, by command: how
    /// the first account comes to be.
    package func createAdministrator(login: String, name: String, password: String) async throws -> Account {
        try await accounts.createByCommand(login: login, name: name, role: .administrator, password: password).account
    }

    /// Makes an account by command.
    ///
    /// - Parameter password: `nil` makes an initial one, to be changed at the
    ///   first sign-in.
    /// - Throws: `IdentityError`: for a password that breaks the rules, a login
    ///   that is malformed or taken, and `.firstMustBeAdministrator`.
    package func createAccount(
        login: String, name: String, role: Role, password: String?
    ) async throws -> Accounts.Issued {
        try await accounts.createByCommand(login: login, name: name, role: role, password: password)
    }

    /// Makes the demonstration's accounts and tells their passwords.
    ///
    /// - Throws: `IdentityError.notASampleDatabase` when real accounts exist.
    package func seedSampleAccounts() async throws -> [SampleAccount] {
        try await accounts.seedSamples(keys: keys)
    }

    /// Takes away the second factor of an account by command: the way out when
    /// the last administrator's telephone is lost.
    ///
    /// - Throws: `IdentityError.unknownAccount`, `.reasonMissing`.
    package func resetSecondFactor(login: String, reason: String) async throws {
        let key = LoginName.key(ofTyped: login)
        let found = try await accounts.database.read { tx in try AccountStore.credentials(loginKey: key, in: tx) }
        guard let account = found?.account else { throw IdentityError.unknownAccount }
        try await secondFactors.reset(account.id, reason: reason, by: .system("identity.command"), from: .here)
    }

    static let resources = Bundle.module.resourceURL ?? Bundle.module.bundleURL
}

extension IdentityFeature {
    /// Its entries of the main navigation; administrators find the rest on `/administration`.
    package static let navigation: [NavigationEntry] = [
        NavigationEntry(Message("identity.nav.organisation"), "/organisation", for: .everyone),
        NavigationEntry(Message("identity.nav.people"), "/people", for: .role(.organisationOfficer)),
        NavigationEntry(Message("identity.nav.proved"), "/identity/authentications", for: IdentityPolicies.readers),
    ]
}
