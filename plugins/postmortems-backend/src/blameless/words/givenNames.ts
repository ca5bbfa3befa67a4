/**
 * Given names of some sixty languages in Latin script, folded to `a`–`z`, that
 * are no English words. Compiled from the locales of `@faker-js/faker` (MIT);
 * `compromise` knows the more common ones.
 */
export const GIVEN_NAMES = new Set(
  `
aadi aadidev aadinath aaditya aadrika aagam aagney aagneya aalok aaltje aamod aanand aanandinii aanjaneya
aanuoluwapo aaratrika aarya aaryan aasa aashritha aatmaj aatmaja aatreya aayushmaan aayushman abaco abadon
abak abakan abakay abani abar abay abayomi abbigail abbondanza abbondanzio abbondio abbos abdelkader abdellah
abderrahmane abdiel abdon abdone abdonie abdou abdoul abdourahmane abdramane abdulahad abdulazim abdulaziz
abdulboriy abdulhafiz abdulhakim abdulhay abdulholiq abduljabbor abduljalil abdulkarim abdulla abdullatif
abdulmalik abdulqahhor abdulqodir abdulvahhob abdulvali abdulvohid abdurrahiym abdurrahmon abdurrauf
abdurrazzoq abdussamad abebi abeiku abelard abelardo abelin abeline abena abendam abeni abenzio abhaidev
abhaya abhirath abhisyanta abibatou abibo abidin abigael abigaelle abigale abigayle abigel abilay abimbola
abiodun abiola abiona abisola abisoye abluc abner abosede abou aboubacar aboubakar abrahamo abramio abramo
absalon absar absolon abyasa acace acacie acacio acanthe acar acario acaryatanaya accursio acela acelya
achaire achalesvara acharyasuta achil achiles achille achim achintya achraf achyut acig acik acilay acilia
acilio acim aciscolo acrisio acuk aculina acun adah adalan adalard adalardo adalbald adalbaude adalberon
adalbert adalberta adalberto adaldi adalfredo adalgisa adalgiso adalmis adalric adalrico adalsinde adame adamo
adar adas adaugo adberilgen addo addolorata adea adebankole adebiyi adebola adebowale adeboye adebukola
adedaramola adedayo adedeji adedoyin adegoke adegrin adegrine adekitan adekola adekunle adelaida adelajda
adelardo adelasia adelbert adelberto adelchi adeleke adelfo adelgardo adelie adelin adeliya adell adella
adelle adelmo adelphe adeltrude adelya adem aden adenet adenike adeniyi adeodat adeodato adeola adeolu adeoti
adepeju aderopo adesewa adeshina adesoji adesua adetayo adetoke adetoun adeyi adheesh adhemar adhiarja adhiraj
adhrit adiarja adib adiba adigun adiguzel adik adika adikara adikavi adikutlu adikutlutas adil adile adin
adina adinata adinath aditeya aditya adityanandan adja adjutor adli adlibeg adnan adolfa adolfina adolfs
adolphe adolphie adolphus adone adrain adraman adrastee adrehilde adria adriaan adriel adrijana adrione
adripathi adsiz adunni advaya adwitiya adwoa afanasi afanasie afaq affan afia afitap afolarin afra afruza
afsar afsin afton afua afzuna agabay agabio agafia agah agakagan agalak agamennone agapet agapito agasti
agastya agata agathange agathe agathon agaton agazio agca agenore agesilao agilbert agilberte aglae aglaia
aglaja aglamis agnan agnane agneflete agnesa agnese agneta agneya agnieszka agnimitra agniprava agnivesh agnos
agostina agostino agrata agripina agripino agrippa agrippin agrippine agrypina agus ahalya ahenk ahilya ahlem
ahror ahsen aiace aidano aimable aime aimone ainars aishani aissa aissata aissatou aisyah aiyana ajala ajan
ajana ajda ajeet ajeng ajiman ajimat ajimin ajiono ajit ajita ajlin ajna ajoke akalp akande akanmu akanni
akarsana akata akbas akbatur akbay akboga akboru akbudak akbugra akbulak akca akcakoca akcora akdemir akdogan
akeem akibudak akif akifa akim akinci akiner akinkunmi akinlabi akinwale akkun akkunlu akkurt akkus akmal
akofa akorfa akos akosua akpira akram akroor aksel akshainie akshaj akshat akshata akshita aksil aksungur
aktan aktekin aktimur akua akula akumaa akunna akvelina akwasi akwesi alaba alaban alaboru aladag alade
aladino aladogan alaine alais alakurt alamanno alambana alamu alano alara alarico alassane alayunt alayuntlu
alban albane albano albena alberade alberic alberico alberte albertha albertina albertine albertino albertyna
albin albina alboino albrico alceo alceste alcestiso alcibiade alcide alcidie alcime alcina alcine alcino
alcyone alda aldegonde aldemir aldigerey aldo aldobrando aldogan aldonce aldric alea aleandro aleardo aleaume
aleen alejandrin alek aleksa aleksandro aleksej aleksi alekso aleksy alemka alen alene alenia alenka aleodor
aleramo alesea aleska alessa alessia alessio aleth aletha alevtina alexandr alexandrea alexandrina alexandro
alexane alexanne alexe alexej alexie alexys alexzander aleya aleyna alfio alfons alfonsa alfonsino alfonz
alfonzo alford alfreda alfreds algirds algis algiso algu alic alica alican alico alida aliette alighiero alika
alima alimga alin aliona aliou alioune alis alisan alisher alisir alissia alistar alivia alix alixe aliz alize
alizee aljaz aljosa alka alkaboluk alkaevli alkan alkasi alkis alla allegra allene alliaume almerigo almila
almine almira almire almiro aloise aloisie aloisio aloizs alojz alojza alojzije alok alon alondra aloys aloyse
alpagut alpamis alparsbeg alparslan alpata alpay alpaya alpaykagan alpbamsi alpbilge alpdirek alpdogan alper
alperen alpertunga alpgerey alphan alphee alphonsine alpike alpilig alpinien alpis alpkara alpkuluk alpkutlu
alpsalci alptegin alptugrul alptunga alpturan alptutuk alpulug alpurungu alpyoruk alsu altan altankagan
altankan altay altea altemur althee altin altinkagan altinkan altinoba altintamgan altintarkan altintay
altmiskara altuga alva alvah alvar alvena alvera alverede alverta alviero alvina alvis alvise alwar alyah
alyce alysha alyssia alysson alzbeta amabela amac amadea amadeo amadeus amady amael amaliane amalie amalija
amalio amalric amalthee amand amande amandin amando amani amant amante amanzio amara amaranaath amarande
amaranthe amaranto amaresh amari amarnath amat amata amath amato amatore amauri amaury amaya ambar ambra ambre
ambrine ambrogio ambroise ambroisie ambrose ambrosiano ambroz ambrozy amdy amea amedee amedeo amedeu amel
ameliane amelie amelien ameline amelio amely amelya americo amerigo ameth amethyste ameyatma amicie amico
amiel amilcare aminat aminte amintore aminu amira amish amita amiya amleto amodini amogh amoke amon amone
amope amore amparo ampelio amra amrak amritambu amul amya amza anaadi anabela anabelle anacleto anae anael
anaelle anagh anahi anahita anaida anais anala anamarija anamika anand ananda anandamayi anang ananta anar
anasooya anass anastacio anastase anastasie anastasije anastaz anastazia anastazie anastazija anastazio
anastazja anasuya anatazie anatol anatole anatolia anatolie anatolii anca ancelin anceline anci ancica ancuk
ancuta anda andac andariman andel andela andelika andelin andelina andelko andelo andeol andjelina andoche
andrada andras andraz andreane andreanne andree andreea andreja andreo andri andrian andriana andrija
andrijana andrin andrina andris andzejs andzelika andzs anej anemona anesa anezka angadreme ange angele
angeles angelika angelino angelita anggabaya anggun anghel anghelina angilbe angilberte angilran angoustan
angus ania anibal anica anicee anicet aniceto anicette aniello anik anila anilaabh anilabh anina anish
anisoara aniya aniyah anjali anjaneya anjela anjolaoluwa anjushree anjushri anka ankal anko annabell annaelle
annagrazia annalena annamae annamarie annapurna annchristin anneke annelaure anneli annelie annemijn
annesophie annetta anni annibal annibale annikki annonciade annunziata anny anom anora anouar anouck anouk
anrijs ansaldo ansbert ansberte ansel anselm anselma anselme anselmo ansgar ansgary anshula anslavs ansley
ansovino anstrudie antal antea antek antelmo antero anthelme anthelmette antide antigone antim antimo antino
antioco antoaneta antone antonela antonello antonetta antonette antonie antonietta antonija antonin antonina
antonine antoniu antono antti antun antwan antwon anuar anuja anunay anuraag anurag anuska anusuya anuta anvar
anwesha anze apak apatarkan aphelie apolena apollina apollinaire apollinare apollinary apolline apollonia
appia appoline aprancur apsara apuleio aqil aquilin aquilino arabela arabella arabelle araboga araceli aracely
arademir aral araldo aram aranka ararat aras aratone arbay arbuz arcadi arcadie arcadii arcadio archambaud
archan archange archimede archippo arcibaldo arcuk arda ardella arden ardic ardith ardito arduino arely aren
aresio areta argelia argimiro argine argono argu argun ariadna arialdo arian ariane ariberto ariboga aric
aricie arie ariela ariele arif arij arija arijit arijs arik arikagan arikdoruk arike arin arina arinc arindam
arinola arion ariosto arisa aristarco ariste aristeo aristid aristide aristione aristita aristofane aristotele
arjen arkad arkadijs arkadiusz arkady arkin arkis arleta arlie arlo armagan arman armance armande armandine
armani armel armeline armelle armida armide armine arminio armins arnac arnaldo arnaude arne arnesh arnolda
arnoldo arnost arnostka arnould arnulfo arolde arona aronne arpad arpat arrigo arsal arsen arsene arsenie
arsenije arseniusz arsil arsinoe arsipatra arslanargun arslanboru arslansungur arslantegin arslanyabgu arslon
arsun arta artanto artawan artemis artemisa arthaud artheme arthurine arthus artiinal artiom arto artuk
artukac arturs artus artut aruk arun aruna arved arvel arvid arvids arvilla arwa arwen arya aryanna arystarch
arzen asad asadulloh asake asal asan asanboga asantudun asantugrul asartegin ascanio ascelin asceline
asdrubale asel asella ashlesh ashlynn ashmi ashok ashtyn asig asija asikbulmus asil asila asilbek asim
asimodeo asirwada asirwanda askin aslesha aslijan aslim asliya asma asmaa asmadi asman asmianto asmuni asolat
asri assa assetou assia assomption assunta assunto assya asta astalogul astarte asterie asterio astianatte
astou astree astrida asuela asug asuk aswani asya atac atakagan atakan atalan atalay ataldi ataleo atalmis
atanas atanasia atanasio atanazie atanazy atasagun atasu ataullah atberilgen atena athalie athanase athanasie
athenais athina athos atif atigay atikutlu atikutlutas atila atilgan atilla atim atimer atinuke atis atli
atlibeg atlikagan atmaca atmaja atmanand atmananda atreyee atreyi atsiz atta attila attilano attilio atuncu
aube aubertine auberto aubin aubree aubry audace aude audebert audeline audie audouin audran audreanne augucjo
augusta augustin augustino augustyn augustyna aulia aure aurea aurel aurele aureliana aureliano aurelie
aurelien aurelienne aurelija aurelio aureliu aurelle aurian auriane aurica auro auron aurore ausilia
ausiliatrice ausilio austen austyn auxane auxence avadhesh avan avani avantika avar avaz avdal aveline
averardo aviel avigaelle avluc avni avoye avram avsar awar awaz awero awesi axeline axelle axenia axinte ayaci
ayan ayanda ayas ayaz aybalta ayban aybars aybeg aydan aydarkagan aydemir ayden aydinalp aydogan aydogdu
aydogmus ayebatari ayem aygirak aygul ayhan ayinde ayinke ayitmis ayiz ayizdag ayize aykagan aykal aykan
aykurt aykut ayla aylan ayleen ayline ayluc ayluctarkan ayma ayman aymane aymard aymardine aymen aymeric aymon
aymonde aynur ayodeji ayodele ayoka ayomide ayomikun ayotude ayoub ayren ayruk aysar aysil aysilig aytac aytak
aytekin aytug ayushmati ayvaz ayyildiz azad azak azalee azamat azban azeglio azelia azelie azeline azelio azer
azgan azganaz azil azime aziza azizhan azmi azubuike azzurra baaba baala baalaaditya baalagopaal babacan
babacar babasola babatunji babawale babeta babette babila babir babur bacara baccayman bacman badabul badis
badr badruk badur bafana bafode baga bagaalp bagaisbara bagan bagas bagasatulu bagatarkan bagatur bagaturcigsi
bagaturgerey bagaturipi bagatursepi bagdagul bagis bagiya bagtas bagus bagya baha bahadir bahar bahodir bahri
bahriddin bahrom bahtiyar bahula bahuraksa bahuwarna bahuwirya baidehi baijayanti bajragin bakagul bakda
bakhtiyor baki bakiadi bakianto bakidin bakijan bakiman bakiono bakir bakirsokum baksi bakti baktiadi
baktianto baktiono bakula bala balaaditya balaban balachandra baladitya balagopal balagovind balaka balakatay
balamani balamantri balamir balangga balapati balcar baldassarre balderico baldo baldomero baldovino baldu
balgopal balidin balijan balin balint balkik balta baltaci baltar baltazar baltir baltur bambang bambina bamsi
banara banawa banawi bancar bandhu bandhul banel bangizwe bangu banji bankim bankole banna banu banuta
baptiste bara barak baraktore baran barbala barbarigo barbeg barboga barbol barbro barbu barbulsun barcadogdu
barcadogmus barcadurdu barcadurmus barcan barcatoyun barchinoy bardibay bardomiano bargan barica barimtay
barin baris barkdogdu barkdogmus barkdurdu barkdurmus barkin barlas barlibay barmaklak barmakli barnaba
barnabas barnabe barno barsaba barsbeg barsboga barsgan barsimeo barskan barsurungu barthelemy bartholome
bartimee bartolo bartolomea bartolomej bartolomeo bartolomeu bartu basademir basak basanti basanyalavac basar
basarab basat basbug basci basgan basile basileo basilia basilio basilisse baskin baskirt baskurt basma basmil
bassiano bassilla bastar bastiaan bastian bastiano bastien bastugrul basu basut bathilde batilda batrak battal
battista batu batuhan batuk batur baturalp baucido baudouin bawer baya bayancar bayankagan bayat bayazit
baybars baybayik baybicen bayboga baybora baybure baydar baydemir baydur bayik bayincur bayindir baykal
baykara baykoca baykuzu baylee baymunke bayna baynal baypure bayrac bayrak bayram bayri bayrin bayruk
baysungur baytara baytas bayuncur bayur bayurku bayutmus bayuttu bazil bazir bazyli beata beate beato beatrico
beatrix beatrycze beatus beaulah bebe beceapa beckem bedir bedirhan bediz bedran bedreddin bedri bedrich
bedriska begarslan begbars begboga begcur begdemir begdilli begdurmus begi begil begine begitutuk begkulu
beglen begni begoyim begtas begtegin begtuzun behcet behic behlul behram behrem behruz behzat bekazil bekbekec
bekec bekecarslan bekectegin beker bekir beklemis bekmurod bektas bektur bela belcim belcir belek belemir
belgi belguc belimir belina bellino belma belo beltir beltramo beltun benadik bence bende bendeguz benedek
benedetta benedetto benedicte benedikt benedikta benedita benedykt benett bengi bengt bengu beniamin beniamina
beniamino benice benicio benigna benigne benigno benja benjamim benli benlidemir benno benoit benone bente
benthe benton benvenuta benvenuto benyamin bera beranger berangere berard berardo bercem berceste bercin
berdan berdibeg berend berendey berengario berenice berenico berenika berfin berginsenge bergu berinay
berislav berit beritan berivan berkan berkay berke berkin berkis berkyaruk bermek bernadetta bernarda bernd
berneice berniece bernita beronico berran berre berta bertalan berti bertille bertilo berto bertold bertolda
bertoldo bertolfo berva besar besentegin beser besim besir besra betania betemir beti betina beuve beya
beyizci beyrek beyrem bhaanumati bhaasvan bhaaswar bhadra bhadrak bhadraksh bhadran bhagavaan bhagirathi
bhagvan bhagwanti bhagwati bhamini bhanumati bharadwaj bharat bhardwaj bhargava bhargavi bhasvan bhaswar
bhaumik bhavani bhaves bheeshma bhekimuzi bhekizizwe bhekumbuso bhilangana bhima bhisham bhishma bhoj bhoopat
bhoopati bhooshan bhooshit bhramar bhudev bhudeva bhupati bhupen bhushan bhushit bhuvanesh bhuvaneshwar biagio
bianka bibi bibiana bibianna bibiano biborka bicek bich bicki bickici bidin bigna bijay bikash bilel bilgebeg
bilgeciksin bilgeisbara bilgekagan bilgekan bilgekulucur bilgekutluk bilgetacam bilgetamgaci bilgetardu
bilgetegin bilgez bilgic bilgin bilig bilik bilol bilva bilwa bina binafsha binbegi bindir bindo bineta binh
bino binta birane birgit birgita birgitta birgitte birino birjesh birol bisenija biserka bishnu bitaybiki
bitri bivoj bjarne blagica blagoje blahomil blahomila blahomir blahomira blahoslav blahoslava blandine
blanduzia blanka blaz blazej blazena boaz boban bobana bobur bodhan bodi boga bogac bogacuk bogdana bogde boge
bogoljub bogu bohdan bohdana bohemond bohuchval bohumil bohumila bohumir bohumira bohun bohuna bohus bohuse
bohuslav bohuslava bojan bojana bojislava bokde bolatito boldaz boldizsar bolemir bolen boleslav boleslava
boleslavs bolmus bolsun bolukbasi bolun boluwatife bonagiunta bonaldo bonaventura bonavita boncuk bonek bonge
bonginkosi bongul bongulboga bonifac bonifacio boran borbala borcul borek borislav borislava borivoj borivoje
borjan borka borko borlukcu bornak boroka bortecine bortolo boru borubars borusengun borut borys bosiljka
bosko botan botir botond bouba boubacar bouchra boyan boyankulu boylabaga boza bozan bozboru bozdogan bozena
bozetech bozetecha bozica bozidar bozidara bozislav bozkurt bozkus bozok braden bradly bradut braeden brahim
brahmaanand brahmabrata brahmanandam brahmdev brajan brajen brajendra brajesh bram brancaleone brando brandt
brandusa brandyn branimir branimira branislava branka brankica branko brannon branson bratislav braulio
braxton brayan breana breanne brenden brenn brennan brennon breno bretislav bretislava bria briac brielle
brieuc brigida brigita brigito brigitta brijesh brionna brisa brita brittmarie broderick brody bronislav
bronislava bronislavs bruna brune brunehaut brunehilde brunhilda brunilde bruto bryana brycen brygida bucan
buchi bucur budag budak buddhana budhil budimir budislav budivoj budunlu budus budustudun buford bugday bugduz
bugduzemen buge bugra bugu bugubilge buhle bukak bukaktutuk bukduz bukebuyrac bukebuyruc bukey bukola buktegin
bukusboga bulacapan bulah bulak bulan buldur bulent bulgak bulmaz bulmus buluc bulug buluk bulus bulut bumen
bumin bunmi bunsuz bunul bunyamin burak burcak burdette bure burgucan burgut burhan burhon burkay burkek
burkut burluk burnice burslan burulday burulgu burunduk busayo busisiwe busulgan butak butuk buyan buyancuk
buyandemir buyankara buyat buyrac buyruc buyruk buzac buzactutuk bystrik cabdar cabli cabus caden caetana
cafer cagak cagan cagatay cagdas cagil cagla caglar caglayan cagri cagribeg cagrihan cagritegin cagru cahid
cahya cahyadi cahyanto cahyo cahyono caino caio caius caket cakrabirawa cakrabuana cakrajiya cakrawala
cakrawangsa calanico calapkulu cale calebe caleigh cali calin calina calixte callisto callum calogera calogero
calpurnia camden camelien camil camilia camillien camren camron camryn camylle cana canalp candar candelario
candide candido candra candrakanta canel cangul canh cankan cankiz cannur cansel cansin cansu cantemir
cantidio canziano capitolina capucine caraka caribert caridad carine carlee carli carlijn carloman carloto
carmelo carmina carminho carmo carna carola carolanne carolin carolyne caronte carponio carub casian casiana
casilda casimer casimir casimira casimiro caslav caspar casper cassandre cassiano cassien cassio cassiopea
cassiopee castille casto cataldo cataleya catalin catharina catharine cathrine catinca cato catrin catrinel
catullo catur caturangga caua cavid cawisadi cawisono cawuk cayadi cazimir ceasar cebe cecco cecep cecilie
cecilio cecylia cecyliusz cedomir cedrick cedrik cedrin celal celaleddin celasun celen celestin celestina
celestino celestyn celestyna celian celie celien celil celinia celso cemal cemali cemani cemen cemeti cemgen
cemil cemplunk cene cenek cengkal cengkir cenk cenka cerasela ceren cesaire cesare cesario cesminaz cestmir
cestmira cetin cetinel cetiner cevahir cevat ceyda ceyhun ceykun ceyla ceylan ceylin ceylinaz cezar cezara
cezary cezmi chaanakya chadd chadrick chahine chahinez chaim chaima chaitan chakor chakradhar chakravartee
chakravarti chakrika chanakya chanda chandak chandan chandani chandi chandini chandira chandni chandraayan
chandrabhaga chandrabhan chandradev chandrakala chandraketu chandrakin chandramani chandramauli chandramohan
chandran chandranath chandrani chandravati chanel chanh chapal chapala charak charl charlaine charleen
charlemagne charli charline charlize charlotta charly charuchandra charumati charuvrat charvi chasity chaten
chatur chatura chaturaanan chaturbhuj chau chauncey chayenne chayma chaz cheick cheickoumar cheikh cheikhou
chekhouna chelsie cherechi cherif cherubino chetan chetanaanand cheyanne chiaffredo chiamaka chiara
chidaakaash chidaatma chidambar chidambaram chidananda chien chieu childebert chilperic chimamanda chinedu
chinh chinmayanand chinyere chira chiranjeev chiranjeeve chiril chirill chirine chisom chitraksh chitrali
chitramala chitrangada chizoba chrabros chraniboj chranibor chranislav chranislava chretien christ christelle
christer christiaan christiano christin christodule christoffer christop chrudos chrysole chrysostome chuan
chukwu chuong chuyen chval ciaobella cicek cicem cici cielo cigdem cigil cihad cihan cihangir cihansah cilasun
cilay cilenti ciler cilvenaz cimen cingir cino cinta cinthia cinzia ciprian cipriana cipriano cirano ciriaco
ciril cirilla cirillo cirino ciro cise cisem cisil cistoslav cistoslava citlalli citra civan ciya claas
clarabelle clarenzio clarisa clarisse claud claudie claudien claudiu clavdia clea cleandre cleandro clelia
clelie clemence clemente clementina clemenzia clemmie cleofe cleonico cleophee cleora clery cleta climaco
clinio clio clodomiro clodoveo cloe clorinda clotaire clothilde cloyd cobulmak coby cocukboru codin codrin
codrina codrut codruta coen cointa cokramayul coline collien colman colmanno colmazio colomba colombano
colombe colpan colten colu columbus concetta conchita concordio cong consolata constanca constantia
constantina constatin consuela coralia coraline corbin corbiniano cordell cordia cordie corene coreno corentin
corentine coriolano cornelio corneliu cornell coronato corrado cortez cortney corto corvin cosima cosimo
coskun coskuner cosma cosmina costache costante costantino costanza costanzo costel costin coty coumba
cremenzio crenguta creola crescente crescenzia crescenzio crespignano crin crina crispino cristaldo cristea
cristian cristiana cristin cristofor cristoforo cristopher crocefissa crocefisso cronida crystel csaba csanad
csenge csongor ctibor ctibora ctirad ctirada ctislav ctislava cubeyr cullen cumhur cunegonda cuneyt cung
cuniberto cuong cupido cuzia cvetka cvijan cvijetin cydney cyntie cyprien cyra cyrian cyriaque cyrielle cyrila
cyrille cyrine cyryl daantje dabiziv dacian daciana daciano dacin dacio dadap dadi daevi daevika dafina dafne
dagel daghan dagmar dagmara dagoberto daiana daija dainuvite daisha daiwik dajana dakota daksha dakshayani
daley dalia dalibor dalibora daliborka dalida dalie dalila dalima daliman dalimil dalimila dalimin dalimir
dalimira daliono dalla dallin dalmazio damaso damayanti dameon damiano damife damil damilare damilola damin
damir damjan damjanka damla damocle damodara damola damu danae danang dandak dandapaani dandre dangelo danh
dania danial danielo daniil danijel danijela danil danila danique daniswara danjuma danka danko dannie danu
danuja danuse danuta dany danyka danyl daouda daphnee daphney darasimi darc darek darian dariana dariati darie
darien darija darijan darimin darina darine darinka darion dariusz darja darko darleen darmaji darman darmana
darmanto daron darrick darrion darron darshwana darsirah darta dartono daru daruna daryani dasa dashawn dasia
daver davey davide davids davin davino davion davon davonte davor davorin davriya davron davud dawid dawson
dayaamay dayaananda dayaanidhi dayamayee dayana dayane dayne dayton deangelo decebal decimo declan dedric
dedrick deeksha deenabandhu deepali deepan deepankar deependra deepesh deepika deeptanshu deeptendu deeptiman
deeptimay deeptimayee deeptimoy deeptimoyee deevakar defne degna deion dejah dejana dejon dejuan delal delaney
delfina delfino delie delinda delizia delmer delpha delphia demarco demarcus demario demba demet demeter
demetra demetrio demetris demetriusz demi demilade demiralp demirhan democrito demond demostene deneval denisa
denisz deniz denizalp deodata deodato deondre deontae deonte depold dereck derick derin deron dersim dervis
derya desanka desdemona deshaun desiderato desiderio desimir despina dessie destan destany deste destin
destinee destiney destini detmar detrich devadatt devagya devajyoti devak devangana devani devante devasree
devdan devesh deveshwar devika devonte devota devran devvrat devyn dewi dexx dezider dhana dhanadeepa
dhanalakshmi dhananjay dhanapati dhanesh dhanpati dhanu dhanvin dhara dharani dharitri dharmaketu dhatri dhruv
dhyanesh dhyaneshwar diah dian dianora diar diara diarra dicle diclehan dida didem didier didimo didina diede
dieke diem dien diep dieu dieudonne dieudonnee dieynaba digambar digambara digdaya dijana dikmen diksha
dilafruz dilan dilara dilaver dilay dilbar dilber dilberay dildar dildora dilek diler diletta dilfuza dilhan
dillan dilmurod dilnoza dilorom dilovan dilrabo dilruba dimas dimaz dimitrii dimitrij dimitrije dimitrina
dinakar dinc dincer dinda dinh dinis dinkar dinu diocleziano diodata diodoro diogene diogo diomede dione
dionigi dionisia dionisio dionizy dionyz dionyzos dior dipa dipali dipankar dipendra dipesh diptendu direnc
diri dirja diroj dirok dittemarie ditya divaakar divakar diviska divjot divya diyor diyora dizik djayden
djenna djibril dluhos dmitrii doan doanh dobrava dobrila dobromil dobromila dobromir dobromira dobroslav
dobroslava dochia doda dodato doganay doganer dogu doina doinita dolunay domagoj domen domenic domenica
domenick domenico domenik domezio dominika domitille domiziano domnica donalda donaldo donat donata donatella
donatello donato donavon dondu donka dono dorana dorcas dorde dorel doriana doriane doriano dorica dorin
dorina dorine dorinel dorit dorka dorli dorota dorotea doroteja doroteo dorothee dorottya dorris dortha dorthe
doru doubrava doubravka dounia douwe dovud doyinsola draga dragana dragica draginja dragisa drago dragoje
dragojlo dragoljub dragomir dragos dragoslav dragutin drahomil drahomila drahomir drahomira drahon drahos
drahoslav drahoslava drahotin drahotina drahuse drahutin drajat draupadi draza drazen dren drina driss dron
drona druina drzimir drzislav duanne dubravka dubravko duccio duco ducu duduzile duilio duje dujo dulari dulce
dulina dumisani dumitra dumitrana dumitrita dundar dunja dunya duong durad durante durda durdane durdona durga
durgeshwari durica durmus durodola durriye duru dururbunsuz durward dusan dusana dusanka dusica duska dusko
duuk duyen duyet duygu dwaipayan dwaipayana dyah dylano dyna dzile dzirkstite earlene earline earnestine
easton ebba eberardo ebiere ebin ebiowei ebkizi ebren ebru ebunoluwa ebuzer ecaterina ecclesio ecehan ecem
ecevit ecmel ecvet edda eddi edelberga edgard edgardo edgaro edgars edhem edil edilberto edita edite editta
ediz edmee edmondo edouard eduarda eduards edvard edvarda edvige edvin edvins edyta edyth edythe edzus eefje
eekalabya eero eeva efim efimia efisio efken eflah efraim efrem efrosinia efsun eftalya eftimia eftimie egemen
egeo egidio egils eginardo egisto egizia egle egmont egon egona egor egrim einar einars eino eirik eizens
ekaaksh ekadant ekaksh ekalavya ekaling ekaparnika ekdant ekec ekim ekin ekmel ekow ekrem ekundayo eladio
elaide elakshi elanur elbek elcin elda eldor eldora eldred eldridge elea eleanora eleanore eleazar electa
elektra elene elenor elenora eleonora eleonore eleonoro elettra eleuterio eleuthere elfrida elfrieda elgin
elia eliabeth eliah eliahou elian eliane eliano eliasz eliel eliette eliezer elifio eligio elija elimena eline
elinore elio eliodoro elion eliona elior eliott elisabet elisabeta elisabetta elisaveta elisea elisee eliseo
elisio elissa elita elizabet elizabeta elizabeto elize elizej elizeus elizo elka elkin ellada elli ellsworth
elmar elmars elmas elmira elmore elmurod elna elnur eloa eloan eloane elodia elodie elody elogio eloi eloisa
elon elona elone elora elouan eloy elpidio elroy elsbeth elta elti eluh elvera elvezio elvia elvie elvino
elvire elwin elwira elwyn elya elyanora elyas elyes elyne elynn elyor elyse elyssa elza elzbieta elzear eman
emanoil emanuele emanuelly emanuil emas embuh emced emeka emel emelia emelie emeline emerance emerencie emeric
emerich emese emidio emie emiel emili emilian emiliana emilien emilijan emils emin emmalee emmelie emmely
emmerico emmi emmitt emna emory empirio empluk emrah emre emrullah enakshi endah enderun endra endrigo enea
enecone engelbert engin enguerrand enie enimia enio eniola enis enise enna ennio enno enola enora enos enrica
ensar ensio enteng enver enyo ephraim epiphane eracla eraclide eraldo eralp erardo erasmo erast eray erazim
erazmus erberk erberto ercan ercin ercolano ercole ercument erda erdal erdem erdeni erdenikatun erdeniozuk
erdinc erel eremia eren erenia erentuz ergene ergenekatun ergin ergun erguner erhan erhard eriberto erico
eriks erinc erine erkam erkan erke erkki erling erman ermanno ermelinda ermen ermenegarda ermenegilda
ermenegildo ermes ermete ermilo erminia erminio ermins erna ernecjo ernesta ernestino erol eron ersan ersilia
ersin ertan erten ertenozuk ertugrul ervina ervins erwan erwann esat esau esben esen esenbike eser esha eshana
eshita esin esmee esmeray esmira esra esref essie esta estefania estel estell estera esterina estevan estiawan
estiono esuperio esupofo eszter etela eterie etha ethann ethelyn ethem etil ettie ettore eubert euclide eudes
eudochia eudokia eudoksja eudora eudoxe eudoxie eufebio eufemia eufemio eufrasia eufronio eufrosina eufrozina
eugenio eugeniu eugeniusz eulah eulalia eulalie euna eunika euphrasie euridice eurydice eusebe eusebia eusebie
eusebio eusebiu eusebius euseo eustache eustatiu eustorgio eustosio eustracjusz eutalia eutalio evald evaldo
evalds evalyn evandro evanghelina evann evar evarist evariste evaristo evasio evdochia evdokija evelien
eveliina eveline evelino evelyne everardo everette evgheni evghenia evghenii evidio evin evodio evran evrard
evremondo evren evsen evzen evzenie ewald ewan ewatomi ewelina ewell ewen ewenn eyal eyiz eylul eyram eysan
eytan eythan eyup ezechiel ezechiele ezequiel ezio ezoza ezrak fabia fabiana fabiano fabie fabienne fabijan
fabiola fabricia fabricio fadekemi faderera fadil fadime fahrettin fahri fahriddin fahriye fahrunissa faiq
faizah falba falih falk famiano famke fanika fanni fannie fantin fantine fanyana fara farangiz fardau
farhunnisa faris farouk farruh faruk fasih fathonah fatih fatim fatimata fatimo fatos fatou fatouma faust
fausta faustin faustina faustine faustino fausto faustyn faustyna favian faya fayen fayenne faysal fayzbek
fazil fazilat fazilet fazio fazli fazliddin fazullah feba febe febi febriana febrina feda fedai fedde fedele
federica fedor fedro fehime fehintola fehmi felice felician feliciano felicie felicien felicita felicitas
felicite feliks felina felipa felton femke femm fenja fenne feodor feodora feodosia ferah feramus feramuz
feray ferda ferdi ferdinanda ferdynanda ferenc ferhan ferhat feride feridun feriel feriha ferit ferman
fermiano fermin fermo ferne ferre ferruccio ferruh feruza feryel festo fevronia fevzi feyyaz feyza feyzullah
fiammetta fibikemi fidan fidele fidelie fidelius fidenziano fidenzio fieke fiene fiep fiete figen fiifi
fikayomi fikret fikri fikriye filemon filibert filiberto filipa filipe filipp filippa filippo filiz filofteia
filomen filomena filomeno filotije filou fily finia finja finlay finley finnja finnley fiodor fiordaliso fiore
fiorella fiorenza fiorenziano fiorenzo firas firdavs firdevs firmin fitrat fitri fitria fitriani flaminia
flavia flavian flaviana flaviano flavie flavien flavio flaviu flavius fleano fleta fleur floare floarea
flodoard floortje flore florea florencio florencja florent florenta florentin florentina florentyn florentyna
florestan floriana floriane floriano florica floridia florie florina florine floris floy flurin flurina flynn
foca fode folafoluwa folashade folco folu fortunat fortunata fortunato fortunee fosca fosco fotih fotima
foucauld foulques frana franca francette franci francia francisc francisko francisque franciszka franck franjo
franka frantisek frantiska franziska frederica frederico frederike frederiko frederique fredy freeda freek
freida frenkie freya frido fridolin fridrich friederike frontiniano frusina fruzsina fryderyk fuat fulbert
fulberto fulcran fuldem fulden fulgence fulgenzio fulvia fulvio fulya funani funda funmilade funmilayo fureyya
furio furkan furman furseo furuzan fuscolo fusun fuzuli fynn gabin gabino gabor gabrielo gabrijela gada gadang
gading gaduh gael gaelle gaetan gaetano gaffar gaffor gafur gagan gaglioffo gaia gaiman gaio gaja gajaadhar
gajabahu gajadhar gajana gajbaahu galak galang galar galdino galeazzo galfryd galih galileo galina galiono
gallicano galuh galur gaman gamani gamanto gambira gamblang gamze ganak ganaka ganapati ganda gandewa gandharv
gandharva gandi gandolfo ganep ganesh ganesha gangesh gangsa gangsar ganjaran gantar gara garan garance garang
garett garfield garik garika garimberto garnett garnier garrick garud gaspar gaspard gaspare gasti gastone
gastono gati gatien gatik gatot gatra gatsha gaudenzia gaudenzio gaudino gauraang gaurang gauranga gautam
gautama gautami gautier gautiero gavino gavril gavrilo gavxar gawati gayatri gaye gazanfer gazi gbadebo
gbeminiyi gbemisola gbolahan gbowoade geanina gedeon gedeone gederts geeta geetanjali gejza gelila gelin
gelincik gellert gelsomina geltrude gelu gema gemine geminiano genadij gencer generosa generoso genesia
genesio gennaro genoveffa genoveva genta gentiana genziano geoffroy georgel georgeta georgiana georgianna
georgije georgo geovanni geovanny geovany geralda gerarda gerardina gerasim gerasimo geraud gerazim gerazym
gerberge gerbert gerda geremia gergely gergo gerharda gerino germana germano gerolamo geronzio gerson gertruda
gertrudo gervais gervasio gesualdo gevheri geza ghaliyati ghanaanand ghanashyam ghani ghanshyam ghenadi
ghenadie ghennadi gheorghi gheorghii gheorghina gheorghita gherardo gherghina gherman ghislain ghita giac
giacinta giacinto giacobbe giada giadero giambattista gian gianbattista giancarlo giandomenico gianfranco
giang gianina gianluca gianluigi gianmarco gianmaria gianmario gianni gianpaolo gianpiero gianpietro gianuario
giao giap giasone gibran gica gicu gideon giel gifty gigliola gijs gilang gilberta gildo giliola gillo gineto
ginevra ginewra gioacchina gioacchino giobbe gioberto gioconda giocondo gioele gioia gion giona gionata
giorgia giorgian giorgiana giosue giosuele giotto giovani giovanny giove gioventino giovenzio girardo girart
giray giri girija girik girika girindra giriraaj giriraj girish girja girolamo gisella gislebert gisselle
gitanjali gitte giuda giuditta giulia giuliana giuliano giulio giulitta giuseppa giuseppina giusta giustiniano
giyas giyos gizela gizem gladyce glauco gleb glennie gligorije glorie gobinda godeberta godiva goffredo gojko
gokalp gokben gokboru gokce gokcegol gokcen gokcicek gokmen goknur goksin golia golub gomberto gonca goncalo
gondebaud gondulfo gonenc gonerio gongor gonsalwy gonthier gontran gonul gonzaga gonzague gopaal gopal gopee
gopi gorakhanatha gorakhnath gorana goranka gorazd gordan gordana gordiano gorkem gorun gosto goswamee goswami
gothard gottardo gotum goundo gouranga goutam govinda gozde gracian graciana graciliano gracja gradimir
granville gratian gratiana gratiela grato grayce grayson grazia graziana graziano graziella grazina gregoire
gregoria gregorian greyson grga grgo grgur grigore grigori grigorije grimaldo grizelda grozdana grzegorz
gualberto gualtiero gubio gudakesa gudakesha gudrite gudrun guelfo guenda guendalina guenievre guerin guerrino
guglielmo guher guiberto guilhem guilhemine guillemette guillermina guiscardo guiseppe gulay gulbahar gulbaxor
gulben gulchexra gulcin guldem guldeste gulegen gulemen gulen guler gulgun gulhan gulistan guljamol guljaxon
gulnaz gulnora gulnoza gulom guloy gulpembe gulriz gulsen gulseren gulsora gulsum gultekin gulumser gulzira
gulzoda gumesindo gumus gunars guncicek gundelinda gundogdu gundogmus guner gunes gungor gunilla guniz gunnur
gunseli gunyaruk gurbuz gurcan gurdal gurdev gurhan gurkan gurol gursel gustava gustavine gustavino guus
guusje guven guvenalp guvercin guzey gvendolina gvozden gwenaelle gwendoline gwido habbab habil haby hacib
hadi hadja hadley hadriel hadrien hafi hafid hafsa hafshah hailee hailie haim hairyanto hajar hakan hakem haki
hakki hakon haldun haleigh halie halil halima halina halis halit halle haluk hamdi hamdullah hami hamidou
hamima hamish hamit hammad hamsini hanae handan hande hanefi hanga hanh hani hania hanifa hannabel hanne
hannele hannes hanno hannu hansjorg hanspeter hansrudolf hansruedi hansueli hansulrich hanus haralamb
haralambie harald hardana hardi hardouin hari harimurti harinakshi harinarayan harit harita harja harjasa
harjaya harjo harmon haron haroun harouna haroune harsana harsanto harsaya hartaka hartana harto harun hasano
haseki hasibi hasim hasin haskell hasmet hasna hassane hassie hastal hata hatem hatip hatouma hattab hauke
hava havel havla hawar haya hayal hayali hayat hayati haydar haylee haylie hazar hazim hazle heber heda hedda
hedelin hedi hedvig hedviga hedvigo hedvika heema heidrun heikki hein heinz heja hektoro heleno helie helier
helin helle hellen helmut heloisa heloise hendra hendri hendrika hennes henrich henrick henrie henrieta
henrieto henriette henrike henryka heracleea herberta herluin hermenegildo hermina herminia herminio hermiono
hernan hershel herta hertha heru herve heryanto hesti heval hevi hiba hicabi hicham hidaya hidde hien hiep
hieronim hieu hifzi hikmat hikmet hilaire hilal hilario hilarion hilarius hilbert hildebert hillard hillel
hilma hilmi hilola hilton himadri himani himawan himeno himmet hincmar hipolit hipolito hippolyte hira hiram
hiranmay hiranmaya hiranya hisam hizir hjalmar hlengiwe hoai hoan hoat hobart hojimurod hollis homero honore
honorine honorius horac horacy horatiu horea horia hortensia hortensie hortenzia hortenzie horymir horymira
hosea hosiyat hostimil hostimila hostimir hostimira hostislav hostislava hostivit houda hovard howell hoyt
hozan hrvoj hrvoje hrvojka huan huberto huccet hudavendigar hudayi hugues huguette hulda hulki hulusi hulya
humaira humay humayun humeyra huner hunor huong hurkan hurram hurshida hursit husameddin husamettin husein
husida husnida husniya husnora husnu husrev huub huyen huzeyfe hvalimir hvezdoslav hvezdoslava hyacint
hyacinta hyman hynek hypolit iacob iacopo iacopone iacov iago iana iancu ianina ianira ianis ianna ianos
iaroslav iaroslava iasmina iban ibidapo ibironke ibodulloh iboja ibou ibra ibrahima ibrani ibrohim ibukunoluwa
ibun icaro icha icie icilio iclal idan idell idella idil idir idowu idris idriss idrissa ieremia ifeoluwa
ifeoma iffar iffet ifora ifunanya iginia iginio igino ignac ignacie ignacy ignat ignata ignatius ignazio
ignjat igori ihsan ihtiyor ihvan ikbal ikeme ikenna ikeoluwa ikhidie ikhsan ikicitoyun ikin ikrime ikrom
ilacin ilai ilan ilana ilaria ilarie ilario ilarion ilay ilayda ilbey ilbilge ilda ildebrando ildefonso
ildegarda ildegonda ildika ildike ileana ilenia ilgegu ilgin ilgmars ilham ilhami ilhan ilian iliane ilie
ilies ilinca ilinka ilja iljana ilkay ilkben ilke ilker ilknur ilko ilksen ilkyaz illidio ilmari ilmars ilqar
ilsa ilva ilyan ilyana ilyane ilyas ilyass ilyes ilyess ilyos ilza ilzo imad iman imani imen imene imge imke
immacolata immacolato immanuel imogen imoleoluwa imran imrane imre imrem imrich imron inanc inara inars inaya
inci incoronata indah inder indra indrikis indro indy inesa inessa inga inge ingeborg ingeborga inger ingmars
ingrida inguna inioluwa inja inka inkeri inna innocente innocenty innocenza innocenzo inocenc inocentiu insa
intan inyoni inza ioan ioana ioanina iolanda iole ione ionel ionela ionelia ionica ionne iorio iosefina iosif
ipek ippocrate ippolito iraida irawati irem iremide irenej ireneo ireneus ireneusz ireno ireti iretioluwa
irfan iriana iride iridenta irinc irinckol irinel irisa irmak irmeli irmina irnanto iroda irsad irtis irwan
iryna isabeau isabelly isac isacco isadore isai isaia isak isaure ischirione isee iseoluwa iseult ishaq ishola
iside isidor isidore isidoro isidro isig isik isil isilay isin isiner isioma isis isisa islam islom ismaele
ismaelo ismaila ismerie ismet ismoil isolda isom isotta isra israa issa issam issiaka istvan italia italo itil
itir itri itunuoluwa itzel iulia iulian iuliana iuliu iuri iurie iurii iustin iustina iustinian ivah ivancica
ivanka ivanna ivano ivanoe ivar ivek iven iveta ivetta ivica ivna ivona ivone ivonne ivor iwan ixtiyar iyabode
iyad iyadunni iyanuoluwa iyed iyik iyiktag iyinoluwa izaak izabela izabella izaiah izaias izajasz izak izako
izel izia izidor izidora izmael izolda izoldo iztok izydor izzet izzettin izzy jaakko jabal jabari jabulile
jace jacek jacey jachym jacinto jackeline jacklyn jaco jacoba jacobo jacynthe jadesola jadon jadran jadrana
jadranka jadranko jadro jadwiga jadyn jaeden jael jaelynn jaeman jagadish jagadisha jagapati jagaraga jagathi
jagdeep jagdish jagica jagmeet jahnu jaida jaiden jailey jailyn jaiman jaimini jaimy jairo jais jaivey jakayla
jakelino jakobino jakobo jakuba jakubina jakubka jale jaleel jalen jalil jalol jalon jalou jalyn jamaal
jamalia jamar jamarcus jamel jamey jamil jamila jamir jamiro jamol jamshid janaina janek janeta janez jani
janica janick janin janiya janja janjo janka janko janna jannah janne jannek jannes janni jannie jannik jannis
jano janos janosch janusz jany japhet jaquan jaquelin jara jaren jari jarmil jarmila jarne jarno jaro jarolim
jarolima jaromil jaromir jaromira jaron jaroslava jarrell jarret jarwa jarwadi jarwi jasen jasenko jasin
jasmani jasmijn jasna jasnena jassem jassim jasur jaswadi jati jatmiko jaunita jautrite javi javlon javohir
javon javonte jawad jaxon jaxx jaya jayadi jayce jayda jayde jaydon jayeng jaylan jaylano jaylen jaylin
jaylinn jaylon jayme jayvano jazeps jazlyn jazmyn jazmyne jazzlyn jazzlynn jeanbaptiste jeanclaude jeandaniel
jeanfrancois jeanjacques jeanlouis jeanluc jeanmarc jeanmarie jeannel jeannot jeanpaul jeanpierre jedediah
jedidiah jefferey jefri jefta jehanne jekabs jela jelica jelisaveta jelita jelka jella jelle jelmer jelte
jenel jennah jennyfer jenovefa jente jeppe jerad jeramie jeramy jerel jeremi jeremias jeremiasz jeremie jergus
jermain jermey jernej jerod jeromo jeromy jeronym jerrell jerrod jerrold jerzy jesa jesika jesper jessika
jesslyn jesslynn jessy jessyca jett jette jettie jevgenijs jevon jevrosima jewell jezdimir jibril jidde jihane
jilji jimena jimram jinane jinawi jindra jindrich jindriska jinte jinthe jiri jirina jitender jitendra jitka
jiyan joachim joah joakim joakimo joanie joannie joanny joany joaquim joas jocelyne jocjo joelina joeline joep
johancjo johanino johanne johano johathan johnpaul joko jolana jolanda jolanta jolayemi jolien jolijn jolin
jolina joline jona jonatan jonatano jonna jono jonte joojo joost jordana jordane jordy jordyn jorg jorga
jorgen jorin joris jorn jorrit jort joscha joschua josefien josefin josep josephin josette joshuah josiane
josianne josiko josip josipa josko joso josse josselin jost josua josuo josy joud jourdain jovan jovani
jovanka jovanny jovany jovin joza joze jozefa jozefina jozefino jozefo jozica jozsef jozue juda judah judd
judicael judita judite judito judson judyta jugoslav juha juhani juho jukka jula julan jule juli juliane
julide julieto juliino julija julijana julijs julika julina julita juliusz jumadi jumagul jumari juna junayd
junius juno junon juraj jurg jurgis juri jurre jusma jusra juste justen justeno juston justus justyn justyna
jusuf juta juul juwan juwon jyoti jyotis jyotsana kaan kaarina kaat kabil kaci kacie kacung kadem kaden kader
kadidia kadidiatou kadin kadir kadrican kadriye kady kaela kaelyn kagan kagiso kahina kailash kailee kailey
kailyn kaina kairav kaja kajen kajetan kala kalea kaleb kalender kalervo kalevi kaley kalidou kalim kalinda
kalinik kalistrat kalpana kalyani kamalesh kamaria kambali kamber kamel kamelya kameron kamidin kamilla
kamille kamla kamlesh kamol kamola kamoliddin kamran kamren kamron kamryn kamuran kanak kanchan kanci kanda
kani kania kanishka kannan kannen kanti kapgar karaca karahan karak karam karamba karamoko karan kardi kareem
karel karelle kargilac kariane karianne karimah kariman karine karja karlee karlemil karley karli karlie
karligac karlijn karlis karljohan karlo karlotta karman karmela karmen karmeno karna karol karolann karoliina
karoline karolino karolo karsa karsana karson karta karthik kartik kartika karunanidhi karya kasandra kashyap
kashyapi kasian kasim kasiran kasiyah kasper kassim kastor kasusra katariina katarzyna katelin katell katerino
katheryn kathlyn kathrin kathryne katica katija katina katja katlynn katrin katrine katryn kattie katun
katunkiz kavon kawaca kawaya kawtar kayaalp kayacik kayca kaycee kayden kaylah kayley kayli kayliah kaylie
kaylin kayna kaynak kayode kayra kayun kazanc kazim kazimierz kazimir kazimira kazkatun keagan keano keanu
keara keaton keba keegan keerti kees kehinde keji kekik keklik keles kellen kelsi kelton kelya kelyan kemal
kemalettin kemba kemi kenan kenari kende kenes kenji kennedi kennith kensi kenyon kenzi kenzie kenzo kenzy
keon kepez keramet kerami kerem keremsah keren kerim kerstin keshaun keshawn kesme kessaf ketsia kevon kevser
keyan keyken keyla keyon keyshawn kezia kezlik kgabu khac khadidiatou khadidja khadim khady khai khalil khang
khanh khanyisile khem khethiwe khiem khiet khieu khoa khoan khoat khoi khoudia khuc khue khulekani khuong
khuyen kian kiandra kianna kiano kiarra kiel kiem kien kiet kieu kika kikelomo kiki kilian killian kilyan kimi
kimiz kimizalma kimizalmila kimizin kimo kincso kinga kinh kiraz kircicek kirgavul kirilo kirlangic kirti
kivanc kivilcim kiyan kiymet kizdurmus kizilalma kjeld kjell klaas klanjo klara klarencjusz klaro klaudia
klaudian klaudie klaudino klaudius klaudiusz klaudo klavs kleber klemen klemens klement klementina klementino
klementyna kleopatra kleopatro kliment klitemnestro klotildo klotylda knuto koby kocer kody koen kofi kojo
koko koksal kolawole kolby kole koleta koloman kolombin kolombina kolumban kolumbin kolumbina komil komila
komron konrads konstance konstancie konstancja konstantin konstantins konstanty konstantyn konsuela konzuela
kopano koralia koray korbin korbinian kordula korede korey korina korinna korkut kornel korneli kornelia
kornelie kornelius korneliusz kory kosma kosmas kosta kraig krasava krasomil krasomila krasoslav kresimir
kresomysl kreuzo krijn krimhildo krishnadas krishnadasa krisjanis kriss kristan kristiana kristians kristiina
kristijan kristino kristjan kristof kristofer kristoffer krisztian krisztofer krsto kruno krunoslav kryspin
krystel krystian krystina krystof krystyna ksantipo ksawera ksawery ksenia ksenija ksenofont kubad kubat
kubilay kubra kubura kuddusi kujoe kumru kumuda kumush kuncara kunhuta kunthara kurnia kursad kusuma kutbettin
kuzey kuzman kveta kveton kvetos kvetoslav kvetoslava kvetuse kvido kwabena kwadwo kwaku kwame kwamena kwasi
kweku kwesi kwintyn kyan kyano kyara kyleigh kyler kylian kyliann kyllian kyllikki laal labuh lachlan
lacramioara lada ladarius ladina ladislao ladislau ladislav ladislava ladji laetitia lafayette lahna laisha
lajos laksana lakshman lakshmi lakshmidhar lakshminath laksita lala lale lalie lalita lamberto lamih lamine
lanang lancelot lancilotto landen landolfo landry laney lanfranco langa langgeng lanjar lantar lapo laras
larina laron larue larysa lasma lasmanto lasmono lassana lasse laswi latif latife latika latofat laurane laure
laureen laureline laurenc laurencie laurencja laurencjusz laurenco laurene laurens laurentia laurentino
laurentiu laurenty laurentyna laurenz lauretta lauri laurian lauriane laurianne lauriano laurin laurine lauro
laury lautone lavada lavanya lavern lavina lavinio lavize lavon lavonne lawrencia laxman layana layanah laylo
layne lazare lazaro lazarz laziz lazzaro leander leandr leandre leano leart leatha ledion leela leelou
leendert lega legawa lehna leina lelah lelia lembah lemide lempi lemuel lene leni lenia lenja lenka lenn lenna
lennard lenne lennert lenni lennie lennon lennox leny lenya leodegar leokadie leonhard leoni leonia leonida
leonidas leonids leonilda leonio leonis leonne leono leonor leonore leontin leontina leontine leontyn leontyna
leonzio leopardo leopaul leopolda leopoldina leopoldine leopoldino leopoldo leopoldyna leposava lera lerato
lerzan lesana lesek lessie lestari leta letha leticie letizia letterio leufroy levana levent levio levke
levoslav lewin lexi leya leyan leyna liah liara liba libena liberata liberato liberatore libere liberio
liberto libor libora liboria liborio liboslav liboslava libusa libuse lica licia lida lidania lidija lidio
lidmila lieke liem liene liet lietald lieto lieuwe lieze liga ligia liisa liksma lilan lilas liliane lilianna
lilie lilien lilio lilirose lilith liliya lilla lilli lilliana lilou lilwenn lilya lilyan lilyrose limar linde
linett linh linne linnea linnie linoi linoy lintang linwood lioara liora lirik liron lirone lisandro lisann
lisanne lisbeth lise liselotte lison lital litzy liuba liubov liubovi liudmila liusea liva liviana livie
livija livino livio liviu livius liya liyah liyam liyan liyana lize lizeth lizz lizzy ljiljana ljuba ljubica
ljubisa ljubomir ljudevit llewellyn loane lodovica lodovico loek loes loet loic loise lolade longin lonie
lonny lonzo loredana loreen lorella lorenc loreno lorenz lorenza loreta lorian loriana lorik lorin lorine
lorrain lotar lothaire lothar lott lotta lotti loua louan louane louann louanne louay loubna louca louismarie
louison louka loula louna lounis lourdes lourenco louvenia lova lovisa lovorka lowie loyce luan luana luat
lubica lubin lubomir lubomira lubor lubos luboslav luboslava lucca lucentiu lucian lucica lucienne lucijan
lucilla lucio lucious lucius lucja lucjan lucretia lucretiu lucrezia ludano ludek ludie ludise ludivine
ludivoj ludka ludmila ludolphe ludomil ludomila ludomir ludomira ludoslav ludoslava ludovica ludovico
ludovikino ludoviko ludovit ludvik ludvika ludwik ludwika luena luhung luigia luiza luize lujza lukasz lukhona
lukita lukman luko lukrecie lukrecius luluh lulut luminita luminosa lumir lumira lungelo luong lura lurhur
lurline lutfan lutfi lutfiya lutfullah lutfulloh luthfi lutibor lutobor luus luwar luwes luzie lwandle lyan
lyana lyda lydie lykke lylia lylou lysanne maad maaike maan maarit maarten maartje maayane mabelle mabruk maca
macaire macaria macario maccabeo maceo macey maci mackenzie mactar madalena madalin madalina madaline
maddalena maddison maddox madelief madelynn madhuri madie madilyn madina madisen madisyn madita madlaina
madleen madlen mady madyson maegan mael maelie maeline maelis maelle maely maelyne maelys maeva maeve mafalda
maffeo magali magdaleno maggiorino magno maguelone maguette mahan mahault mahaut mahe mahendra maher mahesa
maheswar mahfud mahir mahmud mahmut mahrus mahulena mahzan mahzun maica maida maija maike maila mailin mailo
maily mailys maimouna maimunah maina maiorico maira maissa maissane maiwenn maiya majda makan makara makary
makayla makenna makenzie makhtar makinwa maksimo makso maksud maksym maksymilian malachi malati malco malea
malek malena malene malgorzata malick malin malina malisa mallaury mallie malo malone malou maloxat malte
malthe malti malvina malvine malvino malwina mamady maman mamante mamert mamoudou mamour mamur manah manal
manar manasse manca mancio manda mandaakin mandakini mandla manel manelle manetto manfredo mangala mangalya
manh manik manikya manil manilio manisha manjo manjusha manley manlio manoah manoj manole manona mansour
mansueto mansur mansvet manu manuele maphikelela maqsud maram marana marat marcantoine marceau marceli
marcelin marcelina marceline marcelino marcellus marcheta marciano marcis marcu mardon mareike marek mareme
maren marena mareta marga margana margareta margarete margareto margarett margaretta margaux margers
margherita margit margita margrit margrith mariadi mariama mariame marica maricarmen maricica marieange
marieke marielle marielou mariem marieme marieta marietta marijan marijana marijn marika marilena marilie
marilou marilu marilyne marinela marinella marinetta marinjo marinko marinus marioara mariola marit marita
marite mariuca marja marjan marjane marjatta marjeta marjolaine marjory marketa markika markku marlee marleen
marlen marley marli marlie marlies marlis marolo maros marouane marrit marsito marsudi martaka martana martani
marte marteno marthe martino marton martti martyna maruf marut maruta marwan marwane marwata marwen marwin
maryadi maryanto maryna maryse marzia marzio mashxura masinka massamba massima massimiliano massimo massinissa
masud matan matar mateja mateus mateusz matheo mathijs mathilda mathurin mathuys mathys matija matis matiss
matisse matjaz matko mato matous matroniano mattea mattheo matthieu matthijs matthis mattis matylda matys matz
maudie maugis mauricette maurilio maurine maurits maurizio mauro maurycy mavdud mavlon mavluda mawuena mawusi
maxbuba maxellende maxence maxens maxfuza maxie maximilien maximillia maximillian maximo maxmilian maxsuma
mayane mayar maybelle maye mayeul mayla mayline maylis maymie maynard mayoor maysa mayson mayssa mayte mazbut
mazhar mazlum mbalienhle mbaye mckayla mckenna meaghan mecislav mecislava meda medard medardo medea mederic
medine medoro medoune medya meena meenakshi megane meggie meghnad meghnath mehriban mehtap meik meike meire
meissa mekhi melani melania melanio melany melchiade melchior melchiorre melda melek melenija melezio melia
melichar melih melike meliksah meline melis melisande melissandre melita melitina melle mellie mellina melnic
melodi melodie meltem melusine melvil melvina melvyn melyna melyssa memduh menahem menaka menardo mence mendel
menelao meneo menka menno mennone menodora meral mercede mercia mercurio merete meriam meric merih merijn
merovee merritt mert mertie merve merwan meryam messalina mestan mesut metello metin metod metodej metra
metrofane mette mevlut meyra mhambi micael micha michala michale michalina michela michelangelo micheline
micjo mickael midas mieke miel mihael mihaela mihail mihailo mihajlo mihaly mihnea mihriban mija mijat mikael
mikail mikayla mikelis mikkel mikki mikko miklos mikolas mikulas milada miladin milana milanka milanko milano
mileta miley milford milhan milic milik milisav milivoj miljan miljana miljenko milka milla milojica milomir
milon milorad miloslav miloslava milota milou milous milovan milovin milred miluse milutin mima mimma mimo
minakshi minervina minervino minka minna minodora mioara miodrag miomir mirabela mirac miran miray miraziz
mircea mirco mireille mirek mirela mirella mireya miriama miriamo mirja mirjam mirjana mirka mirkelam mirko
mirna mirocleto miromil miromila miron mirona miroslav miroslava mirre mirta mirte mirthe mirtil mirto miruna
mirziyo misa misael misaele misbah mischa misko mislav misra mitar mitchel mithat mitica mitja mitra mitrut
mittie miya mizgin mlad mladana mladen mnata mnislav mnislava mobolaji moche moctar modesta modesto modou
modrite modupe mody mofifoluwa mohamadou mohamedali mohamedamine mohana mohinder mohini mohir moise moisette
mojca mojisola mojisoluwa mojmir mojzesz mojzis momir momira monaldo monalisa moniko monitore monserrat
monserrate monvids moradeke morayo morena morenike morgana morgane moriah moric moris morolake morten mortimer
mory moseo mosunmola motunrayo mouctar mouhamadou mouhamed mouhameth mouhammadou moustafa moustapha moxidil
moxigul moxina moxinur moxira moyosore mozell mozelle mpho mpilo mpumelelo msizi mstislav mthunzi muammer
muattar muaviye muaz muazzam mubina mudite muesser mufid mufiz muge mugur mugurel muhamado muharrem muhsin
muhtar muhterem muhtesem muhtor muhyiddin mujdat mujde mujgan mujur mukadder mukaddes mukerrem mukesh muktedi
muktedir muktefi mukul mulya mulyanto mulyono mumpuni mumtaz munevver munif munir murat muren muriela murilo
murod mursinin mursita musa musawenkosi musir muslih mustafo mustika mustofa musulmon mutahhar mutasim muteber
mutemed mutia muttalib muyassar muyiwa muzaffar muzaffer muzdad muziano myah myla mylan mylene mylo myrl
myrthe myrtice myrtie myrtil myrtille myrtis nabi nabil nabila nabin naci nadalina nadege nadejda nadezda nadi
nadja nadzieja nael naelle naemi nafisa nafiz nahel nahid nahil nahla naia naila naim nais naja najam najib
najla najmiddin najwa nakia nalan nalar nalini namazio namik nand nanda nandi nando nandor naneta naoufal
naoufel napoleone nara naradi narcis narcisa narciso narcisse nardi narendra nargiza narimon narin narinder
narji narseo narsete nasab nasiba nasim nasir nasriddin nasrullah nassim nastja natacha natale natalija
natalina natan natanael nataniel natasa nath nathanial nathen natiq natka naud naudet naura naveen navin nawal
nawel nawfel nawroz naya nayel nayeli nayla nazan nazario nazariusz nazary nazif nazim nazli nazmi nazrulloh
nazzareno nazzaro ndleleni ndondoloza nebojsa necat necati necdet nechifor necib necla necmettin neda nedeljko
nedim nedjeljka nedjeljko nedra neela neeltje nefeli neha nehemie nehoslav neila neiva neja nejat nejc nejla
neklan nelda nele nelea neli nelia nelio nella nelle nellea nelli nels nelu nelya nemanja nematulloh nenad
neoma neonila neopolo neoterio nepomuk nera nerea nereo nergis neri nermine nesa neset nesim neslisah nesrin
nesrine nestore neva neven nevena nevenka nevin nevio nevra nevzat newroz neyla nezamysl ngan nghi nghia
nghiem nghiep ngoc ngon nguyet nhan nhat nhiem nhien nhlakanipho nhon nhuan nhung nhuong niame nicanor
nicarete nicea niceforo nicephore niceto nicezio nichifor nicholaus nicklas nicklaus nicla niclas nicoara
nicodemo nicodim nicolae nicolai nicolaie nicoleen nicoleta nicoletta nicoline nicolo nicon nicu niculina
niculita nicusor nicuta nida nidia niek niem niene nienke nigar nigora nihad nihal nihan nihat nikkie nikko
niklaus niklavs nikodem nikodema nikol nikolao nikolas nikolasz nikolcjo nikoleta nikolina niksa nilam nilde
nilgun nilufar nimakoah nimas nimit nineli ninfa ninh niniano ninioluwa nino ninthe niouma niraj niranjan
nirbhay niro nisa nisan nischal nistiman nives niyaga niyazi niyilolawa nizamettin nizar nizom nizomiddin
njegomirka nkanyezi nkosenye nkosinhle nkosiyabo nnamdi noaho noami noan noar nodira noelia noelie noema
noemie noemy nofoto noha noham nohan noila nokuthula nola nolann nolen nolhan nolwazi nomi nomvula nonhlanhla
nonjabulo nonkululeko nonna noortje norberta norberto nore norene norhane norica norina normand norval norwood
nosir nosirjon nostriano noud nouha noura nourane nouri novan novi noviana novita nowi nozima nozipho nqobile
nrima nthabiseng ntokozo ntombizodwa nuccia nuda nudem nugraha nukhet numan nuno nunziata nunzio nuong nural
nuran nurbek nuredin nurettin nurgul nurgun nuri nuria nuriddin nurlan nursel nurseli nurullah nusa nusrat
nusratulloh nusret nyah nyana nyasia nynke nyoman oana oanh obanijesu obid obie obioma obrad obren oceane ocie
octav octavian octaviana octaviu oddone odell oderico odeta odetta odidone odie odil odile odilia odilon odin
odolen odon odorico odunayo ofelie ofelya oger ognjana ognjen ogooluwa oguz oguzhan ojars ojaswini okan okey
okiki oksan oktavian oktavie oktavius oktay okto oladara oladare oladimeji olaide olajumoke olakunle olamide
olanrewaju olansile olaoluwa olasunmbo olatunbosun olavi olayinka olbram olcay oldrich oldriska olegs olen
olena olesea oleta olgerts olgica oliga olim olimpia olimpiada olimpian olimpio olimpiu olin olinda olindo
oliva olivera olivie oliviera oliviero olivija oliviu oliwia oliwier olle olof ololade olufeyisayo olufunke
olufunmi olufunmilayo olumide olumorotimi olusola olutomiwa oluwafemi oluwagbemiga oluwakemi oluwamuyiwa
oluwasanmi oluwasegun oluwaseun oluwaseyi oluwatofunmi oluwatosin oluwatoyosi oluwatumise oluwole oluwunmi
olympe olympia olympie omad omana omari omawunmi ombeline ombline ombretta omero omina omobobola omobolanle
omodunni omolabake omolara omolola omosalewa omotara omotayo omotola omotolani omotoun omowumi onder ondina
ondrejka onesta onesto onofrio onome onorata onorina onorino onorio onoriode onufry onur oona oormila opalina
opan opemipo opeoluwa opeyemi ophelie opung oqil orazio orchidea orell oren orenzio oreofe orest oreste
orestes orfeo orhan oriana oriande oriane orie orietta orif orin orio orion orland orlane orlo ornella oronzo
orpha orrin orsino orso orsola orsolina ortansa ortensia ortensio orvokki orzu osanna osbaldo oskari oskaro
osmondo ostoja osunleke osvald oswaldo otabek otakar otakara otello otha othmane otho otilia otilie otilija
otmar otokar otomar ottaviano ottavio ottilia ottilie ottis ottone otylie oumayra oury ousmane oussama ovidio
ovidiu ovidius oxana oybek oyenike oyga oyindamola oyindasola oyku oynur oysha ozan ozana ozanne ozcan ozden
ozella ozer ozge ozgur ozhan ozkan ozlem ozlen oznur ozod ozoda ozodbek ozren paciano pacifico pacome pacomio
padam padmi paiman paivi paja pakize palatino palemon palladio palma palmazio palmira palmiro paloma pamfil
pammachio panagachie panait panca pancario pancrazio pandu panfilo pangeran pangestu panji panka pankrac
pankracy panna pantaleo pantaleone pantelei param paramartha paramita paraschiva parascovia pardo paride parla
parman parmenio parsival parsla pascale paskal paskala pasquale paterne paterniano pathe patricie patricija
patricio patriko patrizia patrizio patroclo patru patrycja patrycjusz patrycy patryk paulantoine paularthur
paule paulica paulien pauliina paulino pauside pava pavica pavils pavla pavle pavlin pavlina pavol pawel
paxton payidar payton pearlie pearline pecine peggie pekka pelaghia pelagia pelagie peleo pelhrim pelin
pelinsu pelle pellegrino pelumi pembe penda penelopa pentti pepe pepijn pepin pera perceval percival perica
pericle perihan perikles perkasa perle pernilla pero perpetuo perran perrine perseo persida pertev peruna
perver pervin perzida petek peteris petko petrana petrica petrija petrisor petronela petronila petronilla
petronille petronio petronius petru petruse petrut petruta petteri petula peyami peyton phap pharell pheobe
phila philani phileas phileine philemon philibert philine philippa philomene philothee philou phiwokwakhe
phong phuc phung phuoc phuong pien piera pierangelo piergiorgio pierluigi piermarco pierrealain pierreandre
pierrelouis pierrick piersilvio pinar pippa pippo piraye pirjo pirkko pius placida placido platon platone
pleun plinio plutarco pola polidoro polifemo polikarp polissena pollione polona polykarp polyxena pompeo
pompilia pompiliu pomponio pontus ponziano ponzio poornima porfirio porfiriusz porfiry porzia porziano
postumio poul praba prabawa prabin prabowo prabu prakosa pramila pran pranata pranawa pranay prasanna
prascovia prasetya prasetyo prashant prassede prathamesh pratiwi pravdan pravdomil pravdomila pravomil
pravomila pravoslav pravoslava prayag prayitna prayoga prayogo predrag preity prema premysl presley priamo
pribyslav pribyslava primerose primoz prisca priscille prisco priska prita privato priya priyala procopio
profira prokles prokop prokopa prokul proserpina prospera prospero protasio proteo providenci prudenzia
prudenzio prvoslav publio puji pulcherie puneet pupolo puput purna purnima purushottam purwa purwadi purwanto
pushti pusicio puspa puspita puti putri putu qizilgul qobil qori qosim quan quang quartilla quasimodo qudrat
quentine querano quieta quinten quintia quintiliano quintilio quintino quinty quinziano quinzio quirin quirino
quiteria quitterie quoc quyen quyet quynh rabia rachela raci rada radan radana radegast radek radeke raden
radenko radha radhost radika radim radimir radimira radina radion radisa radislav radislava radit raditya
radivoj radivoje radka radko radmil radmila radmilo rado radojka radolfo radomil radomila radomir radomira
rados radosav radoslav radoslava radovan radovana radslava raducu radul raduz radvan raegan rafaela rafaelo
rafal rafet raffaele raffaella rafi rafid rafila rafiq rageshwari rageswari raharja rahayu raheem rahel rahelo
rahim rahime rahma rahman rahmat rahmawati rahmi rahsaan rahsan raide raif raihan raimondo raimund rainald
rainaldo rainelda rainhard rainold rajab rajan rajana rajendra rajina rajinder rajiv rajko rajmund rajna
rajnold rajsa raju rakesh rakip rakita raluca rama ramaa ramata ramatoulaye ramazan ramesh rameshwar ramiz
ramy ramziddin ramziya randolf ranek rangga raniero ranim ranjan ranjeet ranjit ranko rano ranolfo ranya
raphaelle rapulane rashawn rasheed rasheedah rasifa rasim rasit rasko rastislav rastislava rati ratibor ratih
ratimir ratmir ratna rauf ravi ravshan rawane raxmatulloh rayane rayen raymonde raymundo rayona rayxona rayyan
razvan rebekka rebeko recai reda redmond reese refah refet refik reghina reginaldo regine regitze regnars
regolo reha rehor rehorka reine reinhard rejan rejean rejeanne reka reksa relja relu remi remig remigio
remilekun remington remo remondo remus remy remzi renars renas renat renate renato renaud rendy renette rengin
renja renske renzo respati respicio ressie restu resul retha retno reto retta reva revi reybaud reyhan
reymundo reynold rezzan rhianna riaan rian riana rica ricards ricario riccarda richarda richelmo rickard
ridvan ridwan rieke rifat rifki rigard rigoberto riitta rija rika rike rikke rimma rinaldo rini rino ristana
ritesh ritva rivka riyad rizki rizvon robaldo robb robbe robertina robi robina robiya rodan roderik roderyk
rodiano rodica rodion rodoljub rodolphe rodrick rodrigue rohana rohit rokhaya rokia roko roksana rolande rolfo
rollin romain romana romane romanita romee romeu romilda romina romoaldo romola romolo romuald romualdo romul
romulus romy rona ronak ronja ronke rosalee rosamaria rosamond rosamunda rosan rosana roselin roseline roselyn
rosendo roser rosina rosita rosman rosmunda rossana rossella rossie rostislav rostislava rotaru rotimi rovena
rowland roxelana roya roza rozalia rozalie rozalija rozalinda rozamunda rozana rozella rozina rozita roziya
rozo rozvita rubiano rubie rubye ruchan rudi rudis rudite rudolfa rudolfina rudolfo rudolfs rudra ruedi rufina
rufino rufo ruggero ruhsar ruken rukhmani rukmin rukneddin rumena runa ruperto rupinder ruprecht rusins ruslan
ruslana rusman rustam rustu ruta ruthe rutilo ruxanda ruxandra ruya ruza ruzena ruzica ryad ryann ryder rylan
rylee ryleigh ryley ryszard saad saadat saadi saar saba saban sabar sabato sabazio sabele sabino saboxat
saboxon sabri sabrine sabryna sacha sachin sacid sada sadan sadar sadberk sadettin sadik sadina sadio sadoqat
sadri sadriddin sadullah sadulloh sadye saer safa safae saffet saffiro saffo safi safia safiatou safietou
safina safir safira safiya safo safouan safouane safta safura sagar sahap sahinalp sahra sahsuvar saiful saige
saiq saka sakari sakina sakip sakir sakti saladino salamoun salif salih salim salimah salimata salimatou
saliou salman saloh salomea salomena salomey salomon salomone salomoun salsabila salustio salwa salwator saly
samandar samanta samed sameer samia samiah samih samil samim samina samiya samo samona samson samsul samu
samuela samuele samuelo samukelisiwe samy sana sanda sandor sandrine sandu sanele sanem sanford sanja sanjin
sanka sanna sanne sanobar sansone santa santina santosh sanya sanziana saodat saphira sapiente sarada sarai
sarala sarani saraswati sarbello sardor sare sarisha sarita sarka sarla sarlota sarmite saroja sarra sartika
sarvar sarvin sarvinoz sasa sascha saskia saskie saso satine satu saturniano saturnin saturnino satya satyen
saulcerite sauveur sava savanah savas savel saverio saveta savi savina savinien savino savion savva saxida
saxona sayan sayyora scholastika scholastique schuyler scolastica sebas sebastiaan sebastiana sebastiano
sebastiao sebastjan sebestian sebnem secaeddin secil seckin seckou seconda secondiano secondina seda sedat
sedef seden sedrick sedrik seff sefik sefora seghei segilola segolene seher sehlevent sehrazat sekinat
selahattin selale selami selcan selcuk selda selen selin selmer selvaggia selvi selyan sema semenica semih
semion semiramide semplicio sempronio semra semsi senay sener senesio sengul senka senn senne sennur senofonte
senol senta sephora seppe seppo septi serafettin serafim serafima serafina serafino seraina serap serapione
serban serbulent serdar seref seren serenus sergej sergen serghei sergi sergiu sergiusz serhad serhat sermet
sermin serpil sertac sertap servac servan servidio serviliano sesto settar settimio settimo setya seval sevara
severa severiano severin severina severine severino severo sevgi sevil sevim sevinc sevket sevki sevtap sevval
seweryn sexmus seyban seyda seydou seye seyfettin seyfi seyfullah seyma seynabou seyyit sfiso shahboz
shahobiddin shahriyor shahzod shai shaily shaima shaina shaka shakila shakti shakuntala shalewa shamsiddin
shanel shanelle shani shanice shanie shaniya shankar shantanu shany sharda sharmila shashi shashikala shayan
shaylee sheela shekoni shemar sher sherine sherly sherzod shilpa shirel shirine shirisha shivakari shobhana
shodiyor shresth shresthi shreya shreyashi shridevi shrishti shubha shubhaprada shukrulloh shwet shyann
shyanne shyrel siana siara sibel sibilla sibongile sibusiso sibyla sibylle sico sicuro siddarth siddhran sidiq
sidki sidoine sidon sidonia sidonie sidonio sidra sidy siebe siem siena siep sieu sifiso sigebert sigfrid
sigfrido sigismond sigismondo signe sigrid sigurd sihab sihabeddin sihem siir sijuade sila silan silja silje
silke siloe silvana silvano silvere silverio silvester silvestr silvestro silvian silviana silvie silvija
silviu silvius simao simea simen simeon simeona simeone simge similoluwa simina simion simisola simo simonetta
simonida simono sina sinan sinasi sindisiwe sindre sinem sinenhlanhla sinesio sinfronio sinica sinikka sinisa
sinja sinkler sintia sipan siphephelo siphiwe sipho sira sireno siria siriano siricio sirin sirine sirineu
sirio siro sirojiddin sirri siska sisto sitara sithembiso sixt sixtine sixtus siyanda sizakele sizani sjoerd
sjors skaidrite skander skarlet skarleta skyla skylar sladana slamet slava slavek slaven slavena slaviboj
slavibor slavica slavka slavko slavoboj slavoj slavoljub slavomil slavomila slavomir slavomira slobodanka
sloka smaranda smeralda smil smiljana smilla smita sname snejana snjezana soan sobeslav sobeslava sobit
soccorso socrate sodiq sofiane sofinjo sofio sofronia sofronie sohan sohane sohib sokhna sokrat solal solange
soledad soleh solene solenn soline solocone solveig solveiga somnath somu sona sondre songul sonjo sonke soof
soraia sorana soraya sorin sorina sostene sosteneo sostrato soter sotira souleyman soumaya sowande spano
spartaco spela speranta speranza speranzio spidola spiridon spirydion spytihnev srboljub srecko sredoje srna
stana stanca stancu stanford stanimir stanislao stanislas stanislava stanko stanton stasa stasta staza stef
stefana stefania stefanino steffen stelian steliana steluta stepan stepana stepanida stepanka stephaans
stephania stephany stephon ster sterre stevan stig stijn stiliano stina stine stipan stiriaco stjepan stojan
stojanka stojmir strahinja stribor suat subash subhash subhashini subhasini subhi subodh subomi sucheta suci
sude sudeva sudi suelen suemarie suheyl suhrob sujata sukanya sukru sulaymon sule suleyman sulton suma suman
sumayyah sumeet sumitra sunay suncica sune sunniva suong surano sururi surya suryakant suryakanta suryakantam
susano sushant susheel sushil sushma suus suyuna suze suzon svatava svatoboj svatobor svatomir svatopluk
svatoslav svatoslava svea sveatoslav svebor svenja sverre svetislav svetla svetlana svetluse svetolik svetomir
svetoslav svetozar sveva svitlana sviturno swann swapnil swara swarnalata swarup swassane sweta syahrini
sybilla sybille syble sydnee sydni sydnie sylvain sylvestre sylviane sylwester sylwia synne syrine szabolcs
szczepan szofi szofia szonja tabea tabita tabris taceddin tacjana taddeo tade tadeas tadej tadeo tadija tahir
tahlia tahsin taib taide taina taisia taiwo talat talay talha talip talis talita talivaldis talrits talya
tamas tamia tamina tamino tammaro tammo tancrede tancredi taner tanguy tanirika tanja tanju tankred tansu
tantri tanushree tanushri tanyeli tapan tapani tapio tarcisio tari tarik tarja tarkan tarquinia tarsilla tarso
tarun tasa tasdik taskin tasnim tasnime taswir tatana tatjana taufan taufik taurin taya tayfun tayler tayyar
taziana taziano tazio teagan tecla tedi teea teguh teije teja tejas tejumola tekin tekinalp tekla telchide
telemaco telica tellervo temel temidayo temistocle temitope teobald teobaldo teodata teodolinda teodor
teodorik teodoro teodosia teodosio teodoto teodoz teodozie teofan teofil teofila teogene teohari teoman teona
terenc terencius terencjusz terenzio tereze terezia terezie terezija terezo terrill tertuliano terzo tesauro
tesifonte tesnim tesnime tetiana teudosia teun teunis tevfik tevhid tevin tezcan tezel tezer thabisa thac
thach thadie thalea tham thamsanqa thando thanh thanina thao themba theobald theodorik theodose theodosie
theofan theofil theofila theophane theophile theophraste theotime theresia theron theu theunis theuns thibaud
thibault thibaut thibert thibo thien thierno thierry thies thieu thije thijmen thijn thijs thilo thinh thirza
thoa thoai thobeka thoi thora thorben thore thorge thuan thuat thuc thulani thulisile thuong thurman thuy
thuyet tiago tibaldo tibbe tiber tiberia tiberio tiberiu tiberius tibo tibor tiburcius tiburzio tichomil
tichomir tichon ticone tidiane tieme tien tiep tierra tieu tiguida tihomir tiina tija tijana tijmen tijn tijs
tilda tilen tilio tilla tillman tillmann timbul timea timeo timm timmothy timo timofei timoleon timotei
timotej timoteo timoteus timothe timothee timur tinca tincuta tinh tino tiphaine tira tiril tirone tirta
tirtayasa tirza titien titilayo titilope titin tito titouan tizian tiziana tiziano tizio tjark tjasa toai toan
tobia tobiasz tobiloba tobin todor tohir toki tokunbo tolga tolomeo tolulope tolunay toluwalope toluwani
toluwanimi toma tomasa tomaska tomaso tomaz tomi tomiloba tomislav tomislava tomke tomori tonci toncica tonija
tonko tonnin torben torbjorn torey torkvat torquato torrance torrey torsten tosca toscane tosco toska
toussaint toyip trac trach traian trajan trang tranh tranquillo trasea travon tremaine tremayne tressa tressie
treva trever trevion trien triet trieu trilochan trilochana trilok trilokanath trilokesh triloki trinh
tristano tristian tristin triston troels trofim trong trpimir trpko truc trudie trung truong trycia trystan
tsabita tsipora tuana tudor tudora tudorita tudosia tufan tugay tugba tugiman tugrul tugtekin tuhfe tulay
tulin tullia tulliano tullio tumer tunahan tunay tunc tuncer tuomas tuong turan turgay turgut turi turibio
turkan turkay turker turkes turna turold tushar tussio tutku tuula tuulikki tuur tuyen tuyet tvrtko twan twila
tybalt tycho tygo tymeo tymon tymoteusz tyree tyreek tyrel tyrell tyrese tyrique tyron tyshawn ubaldo
ubaydulloh ubertino uberto uchita uchqun udai udit ueli uffe ufuk ugis ugolina ugolino uguccione ugur uhra
ujjawal ujjwal ukbe ulberto ulderico ulduz ulfa ulfet ulfo ulgen uliana ulises ulisse uliva ulker ulku ulla
ulpiano ulrico ulrika ulstano uluthando ulvi ulviye ulwazi ulya ulysse umang umar umay umaya umid umida
umidulloh umile umit ummiye umran umur umuralp umut unal unggul unjani unna unsel unseli upendra upik uqbaloy
uranio urbain urbano urdino urfon uriah uriel uriele urmila uros ursicio ursino urska ursmaro ursule ursulo
usame usmon usyi utama utku uttam uyen uygu uzayr uzbegim uzeyir uzodimma vaclav vaclava vada vadim vafo vagn
vaha vahdet vahid vahide vaidehi vaijayanthi vaijayanti vaishnavi vaishno vaishvi vala valburga valdemar
valdemara valdemars valente valentijn valentim valentino valentins valentyn valentyna valer valera valere
valeri valeriana valeriano valerico valerii valerija valerijs valerio valeriu valfredo valfrido vallie valtena
valter valtr valtteri vanh vania vanja vanna vanya varalakshmi varo varvara vasanti vasco vasil vasile vasili
vasilica vasilie vasilina vasilisa vasja vasko vasliddin vasudev vasudeva vasudha vasundhara vatroslav
vavrinec veaceslav vecdi veceaslav veceslav vedang vedanga vedanshi vedasto vedat vedran vedrana veduna veerle
vefa vefik vehbi veikko veit velana velaphi velda veleslav veleslava veli velibor velimir velimira velina
velio velislav velislava vella velva venance venanzio vencel venceslao venceslas venceslav venceslava vendel
vendelin vendelina vendula vendulka venek venera veneranda venerando venere venerio veniamin venka ventura
venuse venusta venustiano venusto verano verda verdiana verdie vere verecondo verena verenzio vergie vergiliu
verginia veriana verica veridiana verla verlie verner vernie vero veronika veroniko veroslav veroslava verulo
veselinka vesile veslava vesma vespasiano veta veysel veysi vezio vianney vibeke vica vicdan vicenta vicentia
vicentiu victoire victorien victorin vida vidak vidhur vidhya vidiano vidone vidor vidur vidya vien viera
vieroslava viet vieve viggo vigile vigo vijay vijeko vijolite viktorin viktoro vilcjo vildan vilem vilema
vilemina vilfredo vilhelm vilhelmine vilhelmino vilhelmo viliam viliana vilibald viliberto viljem ville villy
vilma vilmar vilmars vilmos vimal vimala viman vinay vincenc vincencie vincentiu vincenza vinciane vindonio
vinebaldo vinfrido vinh vinicio vinka vinnie vinsen vinz violante violetta violette violina viorel viorela
viorelia viorica virag virgie virgile virgilio virgiliu virginie virginio virman virone visarion viscardo
vishnu vishwamitra visnja vissia vitale vitali vitalia vitalico vitalie vitalii vitalijs vitalina vitazoslav
vitezslav vitezslava vito vitold vitor vitoria vitoslav vittore vittoria vittoriano vittorio vitus vivaldo
vivi viviane vivianne viviano vizbulite vjekoslav vjenceslav vlada vladan vladana vladek vladena vladilena
vladimer vladimira vladimiro vladislava vladivoj vladlen vladlena vlado vlaicu vlasta vlastimil vlastimila
vlastimir vlastimira vlastislav vlastislava vlatka vlatko vodingo voichita voicu vojen vojin vojislava vojmil
vojmir vojmira vojslav vojslava vojteska voldemars volfango volfgang volkan vong vorsila vosil vratislav
vratislava vratko vreni vrinda vrund vseboj vsebor vserad vseslav vsevolod vujadin vujica vukan vukasin vukica
vukota vulmaro vulpiano vuong vuslat vusumuzi vyas waclaw wael wahyu waino wakiman walenty walentyn walentyna
waleran waleria walerian walery walgierz walid waluyo wandrille wanesa wani wannes waqila wardaya wardi warji
warley warsa warsita warta wasis wassim wava wawan wawrzyniec welat weldon wende weronika wessel westley wiara
wibke widya wiebke wiem wies wiktor wiktoria wilber wilburn wilford wilfryd wilhelmine willem willi wilmer
wilton wincenty winda winfield wira wirda wirginia wisnu wissam wissem witalis wladyslaw wlodzimierz wulan
wulandari wuraola wyman xalima xanana xander xanh xatun xaver xaverie xaverius xavi xaviere xebat xenie
xenophon xezal xochitl xuan xuyen xzavier yacine yacouba yadira yaelle yagiz yago yahya yahyo yakubu yalcin
yalgin yaman yamileth yamina yana yance yango yani yannic yannik yannis yaprak yara yarah yaren yaretzi yaro
yaron yasar yasemin yasin yasmeen yasmina yasser yassir yavuz yaya yazid yazmin yejide yekta yelda yeliz yener
yenthe yesim yessenia yessi yetkin yetunde yewande yfke yibanathi yigit yinthe ylan ylvi ylvie yoan yoann yoav
yoel yogendra yogesh yoginder yohan yohann yolande yona yonca yono yoqub yorbek yoro yorqin yoshiko yosra
yossef yosun youcef youmna youna younes youness youp youri yousef yousra youssou youssouf youssouph youssoupha
yozida yoznur ysaline ysee yseult yuce yucel yuksel yulia yuliana yumi yumni yuni yunita yunus yusiv yven
zabedeo zabina zabir zaboj zaccaria zaccheo zachar zacharia zacharias zachariasz zacharie zache zackery zadig
zaenab zafar zafer zafir zahar zaharia zahide zahir zahit zaida zain zaira zakariya zakary zakarya zakelina
zaki zakir zala zalan zalindra zama zamfir zamfira zamir zamira zana zanele zaneta zanete zanis zanita zanna
zanobi zaraza zaria zarije zarina zarko zaur zavida zavis zayd zayn zayneb zayniddin zbislav zbyhnev zbyhneva
zbynek zbynka zbysek zbyska zbyslav zbyslava zdan zdana zdena zdenek zdenka zdenko zderad zdeslav zdeslava
zdik zdirad zdislav zdislava zdravko zechariah zefiro zejnep zekai zekeriyya zekiye zelaya zelibor zelie
zeliha zelimir zelimira zelinda zelislav zelislava zeljka zeljko zella zelmir zelmira zeltite zenaide zenebio
zenija zeno zenobia zenobie zenobio zenon zenone zenovia zente zenzele zephirin zerdest zerrin zerya zeteny
zetico zetta zeyd zeyneb zeynel ziad ziedite ziga zigfrida zigfrids zigmars zigmund zigrida zihni zikmund
zilan zile zilola zina zinaida zinedine zinovia zion zita zithulele zitomir zitomira zitoslav zitoslava ziva
zivan zivana ziver ziya ziyad ziyanda ziyo zizi zlata zlatan zlatica zlatka zlatko zlatomir zlatomira zlatuse
zobuhle zoeva zofie zofija zohid zohir zohra zoia zoie zoila zoilo zoja zokir zoltan zorana zorina zorka
zoroslav zoroslava zosim zosima zosimo zoyir zrinislav zrinko zselyke zsolt zsombor zubayr zubeyde zubeyr
zubite zuhal zula zulaikha zulal zuleyha zulfa zulfikar zumrut zuxra zuzana zuzanna zvezdana zvonimir
zvonimira zvonko zyad zygmunt
`
    .trim()
    .split(/\s+/),
);
